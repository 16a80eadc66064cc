import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readFont } from '@nguon/print/font'
import { subsetFont } from '@nguon/print/subset'
import { measure, missingLetter } from '@nguon/print/typeface'
import { describe, expect, test } from 'vitest'

const open = (path: string) =>
  readFont(readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/be-vietnam-pro/${path}.ttf`))))
const bold = open('700Bold/BeVietnamPro_700Bold')
const regular = open('400Regular/BeVietnamPro_400Regular')

const marks = 'aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ'
const alphabet = [...new Set(marks + marks.toUpperCase())]
const glyphOf = (letter: string) => bold.glyph(letter.codePointAt(0)!)

describe('Be Vietnam Pro', () => {
  test('has every letter of Vietnamese, and says which it has not', () => {
    for (const font of [bold, regular]) expect(missingLetter(font, alphabet.join(''))).toBeUndefined()
    expect(missingLetter(bold, 'Trà 茶')).toBe('茶')
    expect(missingLetter(bold, 'Chè 🍵')).toBe('🍵')
  })

  test('kerns T before ờ closer than T before h', () => {
    expect(bold.kern(glyphOf('T'), glyphOf('ờ'))).toBeLessThan(-30)
    expect(bold.kern(glyphOf('n'), glyphOf('n'))).toBe(0)
    expect(measure(bold, 'Tờ', 1000)).toBeLessThan(measure(bold, 'T', 1000) + measure(bold, 'ờ', 1000))
  })
})

describe('a subset', () => {
  const subset = subsetFont(bold, alphabet.map(glyphOf), [glyphOf('A'), glyphOf('M')])
  const cut = readTables(subset.file)

  test('is a font file of the few tables a PDF wants, with right checksums', () => {
    expect([...cut.keys()]).toEqual(['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'])
    expect(subset.file.length).toBeLessThan(60_000)
  })

  test('draws each letter with the bytes the font drew it with', () => {
    const loca = cut.get('loca')!
    for (const letter of alphabet) {
      const at = 4 * subset.number(glyphOf(letter))
      const outline = bold.outline(glyphOf(letter))
      const kept = cut.get('glyf')!.subarray(loca.readUInt32BE(at), loca.readUInt32BE(at) + outline.length)
      expect(kept.equals(outline), letter).toBe(true)
    }
  })

  test('keeps each letter as wide as it was', () => {
    for (const letter of alphabet)
      expect(subset.advances[subset.number(glyphOf(letter))]).toBe(bold.advance(glyphOf(letter)))
    expect(subset.advances[subset.underlined(glyphOf('M'))]).toBe(bold.advance(glyphOf('M')))
  })

  test('gives the numbers a PDF string would have to escape to no letter', () => {
    const numbers = alphabet.map((letter) => subset.number(glyphOf(letter)))
    for (const number of [10, 13, 40, 41, 92]) expect(numbers).not.toContain(number)
    expect(new Set(numbers).size).toBe(alphabet.length)
  })

  test('has no number for a letter that was not asked for', () => {
    expect(subset.number(glyphOf('W'))).toBe(0)
  })
})

function readTables(file: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(file)
  const tables = new Map<string, Buffer>()
  for (let i = 0; i < bytes.readUInt16BE(4); i++) {
    const entry = 12 + 16 * i
    const [sum, at, length] = [
      bytes.readUInt32BE(entry + 4),
      bytes.readUInt32BE(entry + 8),
      bytes.readUInt32BE(entry + 12),
    ]
    let found = 0
    for (let word = at; word < at + length; word += 4) found = (found + bytes.readUInt32BE(word)) >>> 0
    if (found !== sum) throw new Error('A table has another checksum')
    tables.set(bytes.toString('latin1', entry, entry + 4), bytes.subarray(at, at + length))
  }
  return tables
}
