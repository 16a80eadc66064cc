import { readHuman } from '@nguon/trace/stamp'
import type { Lang } from '../../paths.ts'
import { words } from '../../text/words.ts'

/** What was typed from a stamp: a serial that holds together, or what is wrong with it in words. */
export function readTypedSerial(so: string, lang: Lang): { serial: string } | { error: string } {
  const said = words[lang].hand.errors
  if (so.trim() === '') return { error: said.empty }
  const read = readHuman(so)
  return 'serial' in read ? read : { error: said[read.why](so.trim()) }
}
