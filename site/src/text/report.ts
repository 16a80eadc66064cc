import type { Lang } from '../paths.ts'
import { reportEn } from './report.en.ts'
import { type ReportWords, reportVi } from './report.vi.ts'

export const reportWords: Record<Lang, ReportWords> = { vi: reportVi, en: reportEn }
