import { findReference, makeReference, reference } from '@nguon/trade/reference'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bytes = fc.uint8Array({ minLength: 5, maxLength: 5 })
const references = bytes.map(makeReference)

describe('a reference', () => {
  test('is DH and nine capitals or digits, well under 19 characters', () => {
    fc.assert(
      fc.property(references, (ref) => /^DH[0-9A-HJKMNP-TV-Z]{9}$/.test(ref) && reference.safeParse(ref).success),
    )
  })

  test('never holds a second DH', () => {
    // 13 and 17 are D and H: read from the low end these bytes would spell DHDHDHD.
    const spelt = [13, 17, 13, 17, 13, 17, 13].reduceRight((sum, digit) => sum * 32n + BigInt(digit), 0n)
    const ref = makeReference(Uint8Array.from([32n, 24n, 16n, 8n, 0n], (shift) => Number((spelt >> shift) & 255n)))
    expect(ref.lastIndexOf('DH')).toBe(0)
    expect(findReference(ref)).toBe(ref)
    fc.assert(
      fc.property(references, (each) => each.lastIndexOf('DH') === 0),
      { numRuns: 20_000 },
    )
  })

  test('needs five bytes of chance', () => {
    expect(() => makeReference(Uint8Array.of(1, 2, 3, 4))).toThrow(RangeError)
  })
})

describe('one slip is always caught', () => {
  test('any character replaced by any other', () => {
    fc.assert(
      fc.property(references, (ref) => {
        for (let at = 0; at < ref.length; at++)
          for (const letter of alphabet)
            if (letter !== ref[at]) expect(findReference(ref.slice(0, at) + letter + ref.slice(at + 1))).toBeUndefined()
      }),
    )
  })

  test('any two neighbours swapped', () => {
    fc.assert(
      fc.property(references, (ref) => {
        for (let at = 0; at + 1 < ref.length; at++) {
          const swapped = ref.slice(0, at) + ref[at + 1] + ref[at] + ref.slice(at + 2)
          if (swapped !== ref) expect(findReference(swapped)).toBeUndefined()
        }
      }),
    )
  })

  test('a character lost or doubled', () => {
    fc.assert(
      fc.property(references, fc.integer({ min: 0, max: 10 }), (ref, at) => {
        expect(findReference(ref.slice(0, at) + ref.slice(at + 1))).toBeUndefined()
      }),
    )
  })

  test('two characters of the body replaced at once', () => {
    const slip = fc.tuple(fc.integer({ min: 2, max: 10 }), fc.constantFrom(...alphabet))
    fc.assert(
      fc.property(references, slip, slip, (ref, [a, first], [b, second]) => {
        const letters = [...ref]
        letters[a] = first
        letters[b] = second
        const wrong = letters.join('')
        if (wrong !== ref) expect(findReference(wrong)).toBeUndefined()
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a bank may do to the text what banks do', () => {
  const ref = makeReference(Uint8Array.of(1, 2, 3, 4, 5))

  test.each<[string, string]>([
    ['nothing', ref],
    ['lower case', ref.toLowerCase()],
    ['text before and after', `MBVCB.3278907687.${ref}.CT tu 0123499999 toi 1900200000001`],
    ['text with no space between', `NGUYENVANA${ref}CHUYENTIEN`],
    ['spaces inside', `${ref.slice(0, 2)} ${ref.slice(2, 6)} ${ref.slice(6)}`],
    ['a line broken in the middle', `thanh toan ${ref.slice(0, 5)}\r\n${ref.slice(5)} `],
    ['dashes inside', `${ref.slice(0, 6)}-${ref.slice(6)}`],
    ['a buyer writing "DH" for order before it', `DH ${ref}`],
    ['a buyer writing with marks', `đơn hàng Đ${ref.slice(1)}`],
    ['an order number of somebody else before it', `DH000123 va ${ref}`],
  ])('%s', (_, text) => expect(findReference(text)).toBe(ref))

  test('O is read as 0, I and L as 1', () => {
    const typed = makeReference(Uint8Array.of(0, 0, 0, 4, 32))
    expect(typed).toMatch(/[01]/)
    expect(findReference(typed.replaceAll('0', 'O').replace('1', 'l'))).toBe(typed)
  })

  test('whatever is put around it and between its letters', () => {
    const noise = fc.stringMatching(/^[ .,;:\-_/\r\n\t]{0,3}$/)
    const around = fc.stringMatching(/^[A-CE-Za-ce-z0-9 .,\n-]{0,40}$/) // without D: a second order number is another matter
    fc.assert(
      fc.property(
        references,
        around,
        around,
        fc.array(noise, { minLength: 11, maxLength: 11 }),
        (each, before, behind, gaps) => {
          const text = before + [...each].map((letter, at) => letter + gaps[at]).join('') + behind
          expect(findReference(text)).toBe(each)
        },
      ),
    )
  })

  test.each([['', 'CT tu 0123499999', 'DH000123 thanh toan', 'dien hoa 20/10', 'DH']])(
    'ordinary text names no order',
    (...texts) => {
      for (const text of texts) expect(findReference(text)).toBeUndefined()
    },
  )

  test('of texts made by chance about one in a thousand looks like ours', () => {
    let found = 0
    let state = 7
    const next = (): number => (state = (state * 48_271) % 2_147_483_647)
    for (let n = 0; n < 50_000; n++) {
      const text = `DH${Array.from({ length: 9 }, () => alphabet[next() % 32]).join('')}`
      if (findReference(text)) found++
    }
    expect(found).toBeLessThan(100)
  })
})
