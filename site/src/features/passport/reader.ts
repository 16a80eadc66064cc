import { type Lang, type Paths, pathsIn } from '../../paths.ts'
import type { Words } from '../../text/vi.ts'
import { words } from '../../text/words.ts'

/** Whom a passport is told to: in which language, at what hour, and the addresses it may lead to. */
export type Reader = { lang: Lang; now: Date; t: Words; paths: Paths; other: Lang }

const tongues = {
  vi: { lang: 'vi', other: 'en', t: words.vi, paths: pathsIn('vi') },
  en: { lang: 'en', other: 'vi', t: words.en, paths: pathsIn('en') },
} as const

export const readerOf = (lang: Lang, now: Date): Reader => ({ ...tongues[lang], now })
