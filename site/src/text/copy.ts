import type { Lang } from '../paths.ts'
import { copyEn } from './copy.en.ts'
import { type CopyWords, copyVi } from './copy.vi.ts'

/** What is said of copies: on the passport, on the page of rules, and to the household. */
export const copyWords: Record<Lang, CopyWords> = { vi: copyVi, en: copyEn }
