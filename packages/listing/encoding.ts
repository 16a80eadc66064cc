import type { Encoding, SheetRefusal } from './book.ts'

/** Reads bytes as text in NFC: by its mark, as UTF-8 where every byte fits, else as windows-1258; old fonts are refused, never guessed in silence. */
export function readText(bytes: Uint8Array): { text: string; encoding: Encoding } | SheetRefusal {
  const encoding = encodingOf(bytes)
  if (!encoding) return { code: 'sheet/not-a-sheet' }
  const decoded = encoding === 'utf-8' ? utf8(bytes)! : new TextDecoder(encoding).decode(bytes)
  // windows-1258 keeps tones as marks of their own
  const text = decoded.replace(/^\ufeff/, '').normalize('NFC')
  const letters = lettersOf(text)
  return letters === 'vietnamese' ? { text, encoding } : { code: 'sheet/old-letters', guess: letters }
}

function encodingOf(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]! += 1
  })
  // Excel's "Unicode text" without a mark: the upper half of most characters is zero
  if (zeros[1]! > sample.length / 4 && zeros[0] === 0) return 'utf-16le'
  if (zeros[0]! + zeros[1]! > 0) return undefined
  return utf8(bytes) === undefined ? 'windows-1258' : 'utf-8'
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/iu
const others = /[\u00a0-\u024f]|[\u0300-\u036f]/u
// Signs that stand for letters in TCVN3 fonts (µ for à, ® for đ) and those that follow a vowel in VNI fonts (aø for à, ñ for đ)
const tcvn3 = /[¨©ª«¬\u00ad®¡¢£¤¥¦§µ¶·¸¹»¼½¾¿ÆÇ]/u
const vni = /[aeiouyâêôăåô][øùûõïäåãáàéèüúë]|ñ|[öô][øùûõï]/iu
/** Quotation marks, degree, times, section and the like, as ordinary text has them. */
const signs = /[«»°±²³·×÷½¼¾§©®\u00a0]/gu

/** Whether text that is not plain ASCII looks Vietnamese, or like an old font's bytes read as Latin letters. */
export function lettersOf(text: string): 'vietnamese' | 'tcvn3' | 'vni' | 'unknown' {
  const words = text
    .slice(0, 100_000)
    .split(/[^\p{L}\p{M}\u00a1-\u00bf]+/u)
    .filter((word) => others.test(word))
  if (words.length === 0) return 'vietnamese'
  const strange = words.filter((word) => {
    const rest = [...word.replace(signs, '')].filter((letter) => others.test(letter))
    return (
      rest.some((letter) => !vietnamese.test(letter)) ||
      (rest.length === 0 && word.search(/\p{L}/u) >= 0 && tcvn3.test(word))
    )
  })
  if (strange.length <= words.length * 0.15) return 'vietnamese'
  const like = (sign: RegExp) => strange.filter((word) => sign.test(word)).length
  const [three, two] = [like(tcvn3), like(vni)]
  if (Math.max(three, two) < strange.length / 4) return 'unknown'
  return three > two ? 'tcvn3' : 'vni'
}
