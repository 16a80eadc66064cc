import { describe, expect, test } from 'vitest'
import { askList, readKept } from '../../site/src/features/check/recalled.ts'

const list = {
  at: '2026-11-28T02:00:00.000Z',
  recalls: [
    { product: '09520123456788', lots: ['NC-1', 'NC-2'] },
    { product: '09520123456788', lots: ['NC-3'], part: true as const },
    { product: 'XAU00001', gtin: '09520123456795', lots: ['CH-1'] },
  ],
}

describe('the list of recalls on a phone', () => {
  test.each([
    ['a lot that is on it', '09520123456788', 'NC-2', 'recalled'],
    ['a lot of which a part is', '09520123456788', 'NC-3', 'part'],
    ['a lot by the number its goods have had since', '09520123456795', 'CH-1', 'recalled'],
    ['a lot that is not', '09520123456788', 'NC-9', 'not-listed'],
    ['the same lot of other goods', '09520123456795', 'NC-1', 'not-listed'],
  ] as const)('knows %s', (_, product, lot, is) => {
    expect(askList(list, { product, lot })).toBe(is)
  })

  test('says the worse where a lot stands in two', () => {
    const both = { ...list, recalls: [...list.recalls, { product: '09520123456788', lots: ['NC-3'] }] }
    expect(askList(both, { product: '09520123456788', lot: 'NC-3' })).toBe('recalled')
  })

  test.each([undefined, null, 'x', {}, { payload: '{' }, { payload: '{"at":1}' }, { payload: '[]' }])(
    'is nothing where it is none: %j',
    (jws) => expect(readKept(jws)).toBeUndefined(),
  )

  test('is the text inside the signed list', () => {
    expect(readKept({ protected: 'e30', payload: JSON.stringify(list), signature: 'x' })).toEqual(list)
  })
})
