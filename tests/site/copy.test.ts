import { copyRules } from '@nguon/trace/copy'
import { describe, expect, test } from 'vitest'
import { sayAccusation } from '../../site/src/features/copy/copy.ts'
import { page, read } from './asking.ts'

describe('the page of copy rules', () => {
  test.each(['', '/en'])('%s shows every rule of the table that judges, with its figures', async (lang) => {
    const { status, html } = await page(`${lang}/luat-sao-chep`)
    expect(status).toBe(200)
    const text = read(html)
    for (const { rule, scans, devices } of copyRules) {
      expect(html).toContain(`id="${rule}"`)
      expect(text).toMatch(new RegExp(`\\b${scans} (lần quét|scans)(, | by )${devices} (máy|phones)`))
    }
    expect(text).toMatch(/99[,.]0%/)
    expect(html).not.toMatch(/<script(?! (type="module" )?src="\/assets)/)
  })
})

describe('what is held against a stamp', () => {
  const told = { since: '2026-11-22T07', from: '2026-11-20T01', scans: 7, devices: 6, provinces: ['01', '38'] }
  test.each([
    [
      { ...told, rule: 'travel' as const, jump: { a: '01', b: '79', km: 1_137, hours: 2 } },
      'Quét ở Hà Nội rồi ở Hồ Chí Minh, cách nhau 1.137 km, trong chưa đầy 2 giờ. Không ai mang một gói hàng đi nhanh như thế.',
    ],
    [
      { ...told, rule: 'median' as const, median: 2 },
      'Trong 72 giờ, 6 máy quét 7 lần, khi tem cùng lô thường chỉ quét 2 lần.',
    ],
    [
      { ...told, rule: 'spread' as const, provinces: ['01', '04', '08', '11', '12'] },
      '6 máy ở Hà Nội, Cao Bằng, Tuyên Quang và 2 nơi khác trong 90 ngày: quá nhiều nơi cho một gói hàng.',
    ],
    [
      { ...told, rule: 'before-activation' as const, provinces: [] },
      '6 máy ở nơi không rõ đã quét 7 lần trước khi cơ sở kích hoạt tem.',
    ],
  ])('is said with its figures: %j', (it, said) => {
    expect(sayAccusation(it, 'vi')).toBe(said)
  })
})
