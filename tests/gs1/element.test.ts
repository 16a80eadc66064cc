import { keyQualifiers, neverAttributes } from '@nguon/gs1/data/element'
import { type Element, elements, judgeValue, mayQualify } from '@nguon/gs1/element'
import { partRules } from '@nguon/gs1/part'
import { describe, expect, test } from 'vitest'

const element = (ai: string): Element => elements.get(ai)!

test('the table names each identifier once, with rules that exist', () => {
  expect(elements.size).toBe(541)
  for (const { parts } of elements.values()) {
    for (const { rules, min, max } of parts) {
      expect(min).toBeGreaterThan(0)
      expect(max).toBeGreaterThanOrEqual(min)
      for (const rule of rules) expect(partRules).toHaveProperty(rule)
    }
  }
  for (const ai of [...Object.keys(keyQualifiers), ...neverAttributes]) expect(elements.has(ai)).toBe(true)
})

test.each<[string, string, string | undefined]>([
  ['10', 'AT-2611', undefined],
  ['10', 'A'.repeat(21), 'digital-link/too-long'],
  ['10', 'lô', 'digital-link/bad-character'],
  ['10', 'a b', 'digital-link/bad-character'],
  ['17', '270131', undefined],
  ['17', '270100', undefined],
  ['17', '270230', 'digital-link/bad-value'],
  ['17', '280229', undefined],
  ['17', '270229', 'digital-link/bad-value'],
  ['17', '271301', 'digital-link/bad-value'],
  ['7006', '270100', 'digital-link/bad-value'],
  ['7007', '270101270131', undefined],
  ['7007', '2701012701', 'digital-link/too-short'],
  ['4324', '2701012359', undefined],
  ['4324', '2701012400', 'digital-link/bad-value'],
  ['3103', '000500', undefined],
  ['422', '704', undefined],
  ['422', '999', 'digital-link/bad-value'],
  ['7030', '999ABC', undefined],
  ['423', '704156', undefined],
  ['423', '7041', 'digital-link/too-short'],
  ['4307', 'VN', undefined],
  ['4307', 'XX', 'digital-link/bad-value'],
  ['3910', '704120000', undefined],
  ['3910', '000120000', 'digital-link/bad-value'],
  ['4300', 'Ng%C3%A0n', undefined],
  ['4300', 'Ng%C', 'digital-link/bad-value'],
  ['8004', '95201234ABC', undefined],
  ['8004', 'ABC', 'digital-link/bad-value'],
  ['8003', '19520123456788', 'digital-link/bad-value'],
  ['8006', '095201234567880102', undefined],
  ['8006', '095201234567880201', 'digital-link/bad-value'],
  ['8007', 'BE71096123456769', undefined],
  ['8007', 'BE71096123456760', 'digital-link/bad-value'],
  ['8010', '95201234-A#/', undefined],
  ['8010', '95201234a', 'digital-link/bad-character'],
  ['8011', '0123', 'digital-link/bad-value'],
  ['8013', '1987654Ad4X4bL5ttr2310c2K', undefined],
  ['4309', '02790858483015297971', undefined],
  ['4309', '18000000013015297971', 'digital-link/bad-value'],
  ['4330', '001234-', undefined],
  ['4330', '001234+', 'digital-link/bad-value'],
  ['7258', '2/3', undefined],
  ['7258', '3/2', 'digital-link/bad-value'],
  ['8008', '27013123', undefined],
  ['8008', '270131235960', 'digital-link/bad-value'],
])('under %s, %s → %s', (ai, value, code) => {
  expect(judgeValue(element(ai), value)?.code).toBe(code)
})

describe('qualifiers follow their key in one order', () => {
  test.each<[string[], boolean]>([
    [[], true],
    [['22'], true],
    [['22', '10', '21'], true],
    [['22', '21'], true],
    [['235'], true],
    [['10', '22'], false],
    [['10', '10'], false],
    [['235', '21'], false],
    [['8011'], false],
  ])('01 then %j: %s', (qualifiers, may) => expect(mayQualify(element('01'), qualifiers)).toBe(may))
})
