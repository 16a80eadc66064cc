import type { Lang } from '../paths.ts'
import { en } from './en.ts'
import { vi, type Words } from './vi.ts'

export type { Words }
export const words: Record<Lang, Words> = { vi, en }
