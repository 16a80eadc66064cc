import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { page, read } from './asking.ts'
import { fakeHouse, verdicts } from './fake-house.ts'
import { cards, passportOf } from './goods.ts'

const stamp = (serial: string, lang = '') => `${lang}/tem/09520123456788/AT-2611/${serial}`
const serials = Object.keys(verdicts)
/** The one script of a passport: a phone that runs it remembers the lot. */
const memory = /<script src="\/assets\/recall-1\.js" defer[^<>]*><\/script>/
const leaky = {
  ...{ id: 'rc0123456789abcdef', since: '2026-11-20', hazard: 'health' as const, reason: 'chai hở nắp' },
  ...{ advice: 'Không ăn.', contact: 'Trạm y tế xã' },
}
const first = serials[0]!

describe('the passport page', () => {
  test.each([...serials, ...serials.map((serial) => `en ${serial}`)])(
    '%s travels in at most 14 KB, and needs neither its one late script nor a second file',
    async (name) => {
      const [serial = '', lang] = name.split(' ').reverse()
      const { html } = await page(stamp(serial, lang ? '/en' : ''))
      expect(gzipSync(html).length).toBeLessThanOrEqual(14_336)
      expect(brotliCompressSync(html).length).toBeLessThanOrEqual(14_336)
      expect(html.match(/<script\b[^>]*>/g)).toEqual([
        expect.stringMatching(/^<script src="\/assets\/recall-1\.js" defer[^<>]*>$/),
      ])
      expect(html.replace(memory, '')).not.toMatch(/<script|\son\w+=|rel="?stylesheet|@font-face|url\(/i)
      expect(html.indexOf('<script')).toBeGreaterThan(html.indexOf('</footer>'))
      expect(html).toContain('system-ui')
    },
  )

  test.each([
    ['K7MQ2R9DFH3P', 'Tem hợp lệ, quét lần đầu', 'valid perforated'],
    ['K7MQ2R9DFH3Q', 'Tem hợp lệ, quét lần thứ 3', 'valid perforated'],
    ['MANY00000000', 'Cẩn thận: tem này có thể bị sao chép', 'many perforated'],
    ['QVJET0000000', 'Tem chưa kích hoạt', 'quiet perforated'],
    ['V0JDED000000', 'Tem đã bị hủy, không được dùng', 'voided perforated'],
    ['RECA00000000', 'Dừng sử dụng: lô này bị thu hồi', 'recalled perforated'],
    ['PAST00000000', 'Hàng đã quá hạn 12 ngày', 'expired perforated'],
    ['BAD000000000', 'Không phải mã của chúng tôi', 'not-ours straight'],
    ['NET000000000', 'Mã đúng, kiểm tra khi không có mạng', 'offline perforated'],
  ])('%s is answered "%s"', async (serial, title, look) => {
    const { status, html, headers } = await page(stamp(serial))
    expect(status).toBe(200)
    expect(html).toContain(`verdict ${look}`)
    expect(html).toMatch(new RegExp(`<h1[^>]*>${title}</h1>`))
    expect(headers.get('cache-control')).toBe('private, no-store')
  })

  test('the verdict comes first, then the honest line, then the goods, the journey, the papers and what to do', async () => {
    const { html } = await page(stamp(first))
    const places = [
      '<h1',
      'Mã chứng minh chúng tôi đã phát hành tem',
      'Nước cốt hoa Atiso Ngọc Hoàn</h2>',
      'Ngày và lô',
      'Câu chuyện',
      'Hành trình',
      'Giấy tờ',
      'Bạn cần gì nữa',
    ].map((words) => html.indexOf(words))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test('every verdict but "not ours" carries the honest line', async () => {
    for (const serial of serials) {
      const { html } = await page(stamp(serial))
      expect(read(html).includes('Mã không chứng minh miếng tem trên tay bạn là tem gốc.')).toBe(
        verdicts[serial]!.is !== 'not-ours',
      )
    }
  })

  test('many scans are told with their evidence: how many, where, in how many days, and their shape over time', async () => {
    const { html } = await page(stamp('MANY00000000'))
    expect(read(html)).toMatch(/lần quét 37 tỉnh, thành 9 ngày 2/)
    expect(html.match(/<rect /g)!.length).toBeGreaterThan(8)
  })

  test('many scans are told by the rule that was met, which leads to the page of rules, and by the maker’s answer', async () => {
    const { html } = await page(stamp('MANY00000000'))
    expect(read(html)).toContain('Trong 72 giờ, 5 máy quét 6 lần ở Hà Nội, Thanh Hóa, Hồ Chí Minh.')
    expect(html).toContain('href="/luat-sao-chep#provinces"')
    expect(read(html)).toContain(
      'Cơ sở trả lời: “Tem mẫu phát ở hội chợ &lt;Hà Nội&gt;”'.replace('&lt;', '<').replace('&gt;', '>'),
    )
    expect(html).not.toContain('<Hà Nội>')
  })

  test('only a sound stamp is followed by a small way to buy again', async () => {
    for (const serial of serials) {
      const { html } = await page(stamp(serial))
      expect(html.includes('class="lift"')).toBe(verdicts[serial]!.is.startsWith('valid'))
    }
  })

  test('declared, checked and recorded steps wear different badges and dots', async () => {
    const { html } = await page(stamp(first))
    for (const who of ['checked', 'declared', 'system']) {
      expect(html).toContain(`class="badge ${who}"`)
      expect(html).toContain(`class="is-${who}"`)
    }
  })

  test('no star shows once its decision has ended', async () => {
    const past = passportOf()
    const certificates = past.certificates.map((paper) =>
      paper.kind === 'ocop' ? { ...paper, until: '2026-11-21' } : paper,
    )
    const { html } = await page(stamp(first), fakeHouse({ passport: { ...past, certificates } }))
    expect(html).not.toContain('class="stars"')
    expect(read(html)).toContain('Không có hạng OCOP còn hiệu lực')
  })

  test('a product that was withdrawn says so, offers nothing to buy, and its stamp is still judged', async () => {
    const calm = passportOf()
    const passport = { ...calm, card: { ...calm.card, state: 'withdrawn' as const } }
    const { html } = await page(stamp(first), fakeHouse({ passport }))
    expect(html).toContain('Món này không còn bày bán trên Nguồn.')
    expect(html).toContain('verdict valid')
    expect(html).not.toContain('/dat/')
  })

  test('a phone that is not public is not on the page', async () => {
    const { maker, ...rest } = passportOf()
    const { phone: _, ...quiet } = maker
    const { html } = await page(stamp(first), fakeHouse({ passport: { ...rest, maker: quiet } }))
    expect(html).not.toContain('tel:')
  })

  test('a page of a whole lot says that it cannot tell packages apart, and leads to the number', async () => {
    const { html } = await page('/tem/09520123456788/AT-2611')
    expect(read(html)).toContain('Mã này chung cho cả lô')
    expect(html).toContain('name="so"')
    expect(html).not.toContain('verdict valid')
  })

  test('a recalled lot says so even where no stamp was read', async () => {
    const recalls = [{ ...leaky, advice: 'Không ăn, không bán.' }]
    const { html } = await page('/tem/09520123456788/AT-2611', fakeHouse({ passport: { ...passportOf(), recalls } }))
    expect(html).toContain('verdict recalled')
  })

  test('a lot of which a part is recalled says that it is a part, and how to know', async () => {
    const recalls = [{ ...leaky, ranges: [{ first: 0, last: 9 }] }]
    const { html } = await page('/tem/09520123456788/AT-2611', fakeHouse({ passport: { ...passportOf(), recalls } }))
    expect(html).toContain('Một phần của lô này bị thu hồi')
    expect(html).toContain('nhập số trên tem, để biết gói của bạn')
    expect(html).not.toContain('Áp dụng cho cả lô')
  })

  test.each(['/tem/KHONGCO1', '/tem/09520123456788/A/B/C', '/tem/%E0%A4%A', '/tem//A/B', '/en/tem/KHONGCO1'])(
    '%s is not found, in words',
    async (path) => {
      const { status, html } = await page(path)
      expect(status).toBe(404)
      expect(html).toContain('<h1')
    },
  )

  test('a lot with a slash in its number stays one part of the address', async () => {
    const { html } = await page('/tem/09520123456788/A%2F7?utm=x')
    expect(read(html)).toContain('Lô A/7')
    expect(html).toContain('href="/en/tem/09520123456788/A%2F7?utm=x"')
  })

  test('a table out of reach becomes a page in words, not a trace', async () => {
    const heard = vi.spyOn(console, 'error').mockImplementation(() => {})
    const house = { ...fakeHouse(), scan: () => Promise.reject(new Error('boom at line 3')) }
    const { status, html, headers } = await page(stamp(first, '/en'), house)
    expect(status).toBe(500)
    expect(read(html)).toContain('Something broke on our side')
    expect(html).not.toContain('boom')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(heard).toHaveBeenCalledOnce()
    heard.mockRestore()
  })

  test('a HEAD has the headers of the page and no body; a POST finds no page', async () => {
    const { html, headers } = await page(stamp(first), fakeHouse(), { method: 'HEAD' })
    expect([html, headers.get('content-type')]).toEqual(['', 'text/html; charset=utf-8'])
    expect((await page(stamp(first), fakeHouse(), { method: 'POST' })).status).toBe(404)
  })

  test('markup in names and notes is text', async () => {
    const evil = '<img src=x onerror=alert(1)></style><script>alert(2)</script>'
    const calm = passportOf()
    const passport = {
      ...calm,
      card: { ...calm.card, name: evil, story: evil },
      maker: { ...calm.maker, name: evil },
      steps: calm.steps.map((step) => ({ ...step, note: evil })),
    }
    const { html } = await page(stamp(first), fakeHouse({ passport, goods: cards }))
    expect(html.replace(memory, '')).not.toMatch(/<script|<img src=x/)
    expect(memory.exec(html)?.[0]).not.toMatch(/<img|<\/style/)
    expect(html.match(/<\/style>/g)).toHaveLength(1)
  })
})

describe('the ten items on the passport', () => {
  test('stand numbered, each with who says it and since when; declared and checked never look alike', async () => {
    const { html } = await page(stamp(first))
    const block = html.slice(html.indexOf('id="muoi-muc"'))
    expect(block.match(/<li><b>\d+\. /g)).toHaveLength(10)
    expect(read(block)).toMatch(/1\. Tên sản phẩm .*Cán bộ đã kiểm tra, Phòng Kinh tế phường Hải Lĩnh, 18\/11\/2026/)
    expect(read(block)).toMatch(/2\. Hình ảnh không có Cơ sở tự khai, 18\/11\/2026/)
    expect(block.match(/badge checked/g)).toHaveLength(2)
    expect(block.match(/badge declared/g)).toHaveLength(7)
    expect(block).toContain('href="/v1/products/09520123456788/lots/AT-2611/passport.xlsx"')
    expect(block).toContain('/passport.json')
  })

  test('a passport that is not public yet shows its verdict and none of its goods', async () => {
    const passport = { ...passportOf(), hidden: true }
    const { html } = await page(stamp(first), fakeHouse({ passport }))
    expect(read(html)).toContain('Hộ chiếu của lô này chưa công khai')
    expect(html).not.toContain('id="muoi-muc"')
    expect(read(html)).not.toContain(passport.maker.name)
  })

  test('a harvest inside a waiting time is told with its days', async () => {
    const early = [
      { harvest: 'x', day: '2026-11-18', sprayed: '2026-11-10', name: 'Thuốc ví dụ', days: 14, from: '2026-11-24' },
    ]
    const { html } = await page(stamp(first), fakeHouse({ passport: { ...passportOf(), early } }))
    expect(read(html)).toContain(
      'Thu hoạch ngày 18/11/2026. Ruộng phun Thuốc ví dụ ngày 10/11/2026, cách ly 14 ngày, từ 24/11/2026 mới thu hoạch được.',
    )
  })

  test('a diary’s work says what was used, and many alike are one line', async () => {
    const passport = passportOf()
    const at = '2026-11-05T01:00:00.000Z'
    const steps = [
      {
        kind: 'spraying',
        at,
        who: 'declared' as const,
        what: { name: 'Thuốc ví dụ', number: 250, uom: 'MLT', days: 7 },
      },
      { kind: 'watering', at, who: 'declared' as const, times: 8, since: '2026-09-14' },
    ]
    const { html } = await page(stamp(first), fakeHouse({ passport: { ...passport, steps } }))
    expect(read(html)).toContain('Phun thuốc: Thuốc ví dụ, 250 ml, cách ly 7 ngày')
    expect(read(html)).toContain('Tưới nước: 8 lần, từ 14/09/2026')
  })
})
