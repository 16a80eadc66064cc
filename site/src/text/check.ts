import type { Lang } from '../paths.ts'
import { checkEn } from './check.en.ts'
import { type CheckWords, checkVi } from './check.vi.ts'

export const checkWords: Record<Lang, CheckWords> = { vi: checkVi, en: checkEn }
