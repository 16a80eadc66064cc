import type { Lang } from '../paths.ts'
import { deskEn } from './desk.en.ts'
import { type DeskWords, deskVi } from './desk.vi.ts'

export type { DeskWords }
export const deskWords: Record<Lang, DeskWords> = { vi: deskVi, en: deskEn }
