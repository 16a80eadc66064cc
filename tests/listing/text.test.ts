import { canon, fold, isBare, isPlain, plain, settleTones, slug } from '@nguon/listing/text'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('Vietnamese text', () => {
  test.each([
    ['a composed and a decomposed spelling', 'Mắm tép Tác Huy', 'Mắm tép Tác Huy'.normalize('NFD')],
    ['the tone on either vowel', 'Thanh Hoá', 'Thanh Hóa'],
    ['Thủy and Thuỷ', 'Thuỷ Nguyên', 'THỦY  NGUYÊN'],
    ['a non-breaking space', 'Bình\u00a0Sơn ', 'bình sơn'],
    ['the Icelandic Ð of old fonts', 'Ðông Sơn', 'Đông Sơn'],
  ])('%s is the same text', (_, left, right) => {
    expect(canon(left)).toBe(canon(right))
    expect(fold(left)).toBe(fold(right))
    expect(slug(left)).toBe(slug(right))
  })

  test('tones keep two names apart until they are folded', () => {
    expect(canon('Hoa')).not.toBe(canon('Hòa'))
    expect(fold('Hoa')).toBe(fold('Hòa'))
    expect([isBare('HTX Binh Son 2'), isBare('HTX Bình Sơn')]).toEqual([true, false])
  })

  test.each([
    ['Đậu phụ Ngọc Lặc', 'dau phu ngoc lac'],
    ['QUY NHƠN', 'qui nhon'],
    ['Qui Nhơn', 'qui nhon'],
    ['ưỡn ẹo', 'uon eo'],
  ])('%s folds to %s', (typed, folded) => expect(fold(typed)).toBe(folded))

  test.each([
    ['Hoá', 'Hóa'],
    ['KHOẺ', 'KHỎE'],
    ['Thuý', 'Thúy'],
    ['quý', 'quý'],
    ['Hoàn', 'Hoàn'],
  ])('%s is written %s', (typed, settled) => expect(settleTones(typed)).toBe(settled))

  test('a slug is letters, digits and single dashes', () => {
    expect(slug('HTX Dịch vụ NN “Bình Sơn” (2)')).toBe('htx-dich-vu-nn-binh-son-2')
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => /^([a-z0-9]+(-[a-z0-9]+)*)?$/.test(slug(text))))
  })

  test('folding twice changes nothing more', () => {
    const names = fc.string({ unit: fc.constantFrom(...'aăâeêoôơuưyđĐÐqhQ ÀẢãạếỘửỹ\u00a0\u0301') })
    // A stray second tone, as scraped copy has it, once moved with the letter that it was not on.
    fc.assert(
      fc.property(names, (text) => fold(fold(text)) === fold(text) && canon(canon(text)) === canon(text)),
      { examples: [['oẢ\u0301']] },
    )
  })
})

describe('text that can be read', () => {
  test.each([
    ['a right-to-left override', 'Trà \u202egnp.exe'],
    ['a zero-width space', 'Tr\u200bà'],
    ['a bidi isolate', '\u2066Trà\u2069'],
    ['a null', 'Trà\u0000'],
    ['a byte order mark inside', 'Tr\ufeffà'],
    ['an invisible tag', 'Trà\u{e0041}'],
    ['half a surrogate pair', 'Trà\ud800'],
    ['a filler drawn as nothing', 'Trà\u3164'],
  ])('%s is refused, and stripped from sheets', (_, text) => {
    expect(isPlain(text)).toBe(false)
    expect(isPlain(plain(text))).toBe(true)
  })

  test('ordinary Vietnamese with lines and signs stays as it is', () => {
    const story = 'Nghề làm mắm có từ 1945.\nGiá 35.000 ₫/kg – “ngon” & rẻ'
    expect([isPlain(story), plain(story)]).toEqual([true, story])
  })
})
