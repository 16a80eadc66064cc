import { describe, expect, test } from 'vitest'
import type { PublicRecall } from '../../site/src/features/recall/recall.ts'
import { page, read } from './asking.ts'
import { fakeHouse } from './fake-house.ts'

const recall: PublicRecall = {
  ...{ id: 'rc0123456789abcdef', product: '09520123456788', name: 'Nem chua <lá> “đinh lăng” & chanh', state: 'live' },
  ...{ maker: { id: 'ba-mai', name: 'Cơ sở Bà Mai' }, commune: '14797', province: '38', since: '2026-11-20' },
  ...{ hazard: 'health', reason: 'Một mẻ ủ quá nóng.', advice: 'Không ăn, mang lại nơi mua.', contact: 'Trạm y tế xã' },
  ...{ lots: ['NC-1', 'NC-2'], lifted: [] },
}
const closed: PublicRecall = {
  ...{ ...recall, id: 'rc00000000000000ff', state: 'closed', lots: [], name: 'Chè búp' },
  lifted: [{ lots: ['CH-1'], at: '2026-11-22T02:00:00.000Z', why: 'Kết quả mẫu đạt.' }],
  count: { made: 1_200, returned: 40, destroyed: 30, mended: 10, at: '2026-11-23T02:00:00.000Z' },
  closed: { at: '2026-11-24T02:00:00.000Z', summary: 'Đã thu về 40 gói và hủy.' },
}
const house = () => fakeHouse({ recalls: [recall, closed] })

describe('the page of recalls', () => {
  test('lists each with its lots, its hazard and since when, the ones that are over too', async () => {
    const { html } = await page('/thu-hoi', house())
    const text = read(html)
    expect(text).toContain('Nem chua <lá> “đinh lăng” & chanh')
    expect(text).toContain('Lô NC-1, NC-2')
    expect(text).toContain('Có thể hại sức khỏe')
    expect(text).toContain('20/11/2026')
    expect(text).toContain('Không còn lô nào bị thu hồi.')
    expect(html).toContain('rel="alternate" type="application/atom+xml"')
  })

  test('is empty in words, with the first thing to do, and says in English what it says', async () => {
    expect(read((await page('/thu-hoi')).html)).toContain('Chưa có lô nào bị thu hồi.')
    const { html } = await page('/en/thu-hoi')
    expect(read(html)).toContain('No lot has been recalled.')
    expect(html).toContain('href="/en/tem"')
  })
})

describe('the page of one recall', () => {
  test('says what to do before why', async () => {
    const { html } = await page(`/thu-hoi/${recall.id}`, house())
    const text = read(html)
    expect(text.indexOf(recall.advice)).toBeLessThan(text.lastIndexOf(recall.reason))
    expect(text).toContain('Chưa có. Kết quả được ghi ở đây khi việc thu hồi kết thúc.')
  })

  test('tells how it ended, in numbers and in words, and which lots were taken out', async () => {
    const text = read((await page(`/thu-hoi/${closed.id}`, house())).html)
    for (const said of ['1.200 gói', '40 gói', 'Đã thu về 40 gói và hủy.', 'Lô CH-1, 22/11/2026', 'Kết quả mẫu đạt.'])
      expect(text).toContain(said)
  })

  test('is not there for one that nobody confirmed', async () => {
    expect((await page('/thu-hoi/rc9999999999999999', house())).status).toBe(404)
  })
})

describe('the feed of recalls', () => {
  test('is Atom: the same ids in both languages, text as text, the newest word as its time', async () => {
    const { html: xml, headers } = await page('/thu-hoi.atom', house())
    expect(headers.get('content-type')).toContain('application/atom+xml')
    expect(xml).toContain('<title>Đang thu hồi: Nem chua &lt;lá&gt; “đinh lăng” &amp; chanh, Lô NC-1, NC-2</title>')
    expect(xml).toContain('<updated>2026-11-24T02:00:00.000Z</updated>')
    const ids = (text: string) => [...text.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id)
    const { html: english } = await page('/en/thu-hoi.atom', house())
    const of = (id: string) => `${fakeHouse().origin}/thu-hoi/${id}`
    expect(ids(xml).slice(1)).toEqual([of(recall.id), of(closed.id)])
    expect(ids(english).slice(1)).toEqual(ids(xml).slice(1))
  })
})
