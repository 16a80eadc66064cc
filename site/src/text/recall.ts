import type { Lang } from '../paths.ts'
import { recallEn } from './recall.en.ts'
import { type RecallWords, recallVi } from './recall.vi.ts'

export type { RecallWords }
export const recallWords: Record<Lang, RecallWords> = { vi: recallVi, en: recallEn }
