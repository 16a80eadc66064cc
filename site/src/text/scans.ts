import type { Lang } from '../paths.ts'
import { scansEn } from './scans.en.ts'
import { type ScansWords, scansVi } from './scans.vi.ts'

export const scansWords: Record<Lang, ScansWords> = { vi: scansVi, en: scansEn }
