import { answerScan } from '@nguon/functions/scan'
import { holdNotice, keepNotice } from '@nguon/store/notice'
import { humanSerial, serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, origin, type Story } from '../stories/house.ts'
import { placeNem } from '../stories/place.ts'
import { storySite } from './desk-site.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let operator: string
let site: Awaited<ReturnType<typeof storySite>>

beforeAll(async () => {
  story = await openStory()
  site = await storySite(story)
  shop = await placeNem(story)
  operator = await story.logIn('0900000001')
}, 120_000)
afterAll(() => story?.close())

type Sent = Record<string, string | string[] | File>
type Shown = { status: number; text: string; location: string; cookies: string[] }

async function answer(request: Request): Promise<Shown> {
  const response = await site(request)
  return {
    status: response.status,
    text: await response.text(),
    location: response.headers.get('location') ?? '',
    cookies: response.headers.getSetCookie(),
  }
}
const open = (path: string, as = '') => answer(new Request(origin + path, { headers: as ? { cookie: as } : {} }))
function send(path: string, fields: Sent, as = ''): Promise<Shown> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
  return answer(
    new Request(origin + path, { method: 'POST', body, headers: { origin, ...(as ? { cookie: as } : {}) } }),
  )
}
const words = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const typedIn = (html: string, id: string) =>
  new RegExp(`<input[^>]*\\sid="${id}"[^>]*>`).exec(html)?.[0].match(/\svalue="([^"]*)"/)?.[1] ?? ''
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

describe('logging in', () => {
  test('goes from a phone to a code to the page that was asked for, with the cookie the API wrote', async () => {
    const turned = await open('/ho/don')
    expect(turned).toMatchObject({ status: 303, location: '/vao?ve=%2Fho%2Fdon' })
    const asked = await send(turned.location, { do: 'code', phone: '0900 000 003' })
    expect(words(asked.text)).toContain('Nhập mã 6 chữ số')
    expect(asked.text).toMatch(/autocomplete="one-time-code"/)
    expect(asked.text).toMatch(/inputmode="numeric"/)
    const code = story.inbox.findLast((it) => it.to === '0900000003')?.text.match(/\d{6}/)?.[0] ?? ''
    const opened = await send(turned.location, { do: 'open', phone: '0900 000 003', code })
    expect(opened).toMatchObject({ status: 303, location: '/ho/don' })
    expect(opened.cookies[0]).toMatch(/^__Host-nguon=.+HttpOnly; SameSite=Lax$/)
  })

  test('says beside the field what is wrong with a phone or a code, and keeps what was typed', async () => {
    const odd = await send('/vao', { do: 'code', phone: '912345678' })
    expect(odd.status).toBe(422)
    expect(odd.text).toContain('thiếu chữ số 0 ở đầu')
    expect(typedIn(odd.text, 'phone')).toBe('912345678')
    const wrong = await send('/vao', { do: 'open', phone: '0900000003', code: '12' })
    expect(wrong.text).toContain('Mã gồm 6 chữ số.')
    expect(typedIn(wrong.text, 'code')).toBe('12')
  })

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/vao/ra', 'ho', '/ho\nx'])(
    'never leads to %j afterwards',
    async (to) => {
      const page = await open(`/vao?ve=${encodeURIComponent(to)}`)
      expect(page.text).toContain('<form method="post" action="/vao"')
    },
  )

  test('lists where one is logged in, and logs out elsewhere and here', async () => {
    const here = await story.logIn('0900000002')
    const list = await open('/vao/may', here)
    expect(words(list.text)).toContain('Máy này')
    const ended = await send('/vao/may', { may: hidden(list.text, 'may') }, here)
    expect(ended).toMatchObject({ status: 303, location: '/vao/may?xong=1' })
    const out = await send('/vao/ra', {}, here)
    expect(out.cookies[0]).toContain('Max-Age=0')
    expect((await open('/can-bo', here)).status).toBe(303)
    shop.officer = await story.logIn('0900000002')
  })
})

describe('a page of another kind of work', () => {
  test.each(['/can-bo', '/can-bo/nhap', '/dieu-hanh', '/dieu-hanh/khoa', '/dieu-hanh/nhat-ky'])(
    '%s tells a household so in words',
    async (path) => {
      const page = await open(path, shop.household)
      expect(page.status).toBe(403)
      expect(words(page.text)).toContain('Trang này không thuộc phần của anh/chị')
      expect(page.text).not.toContain('may/not-you')
    },
  )
  test('an officer is told the same of a stall, in English too', async () => {
    expect(words((await open('/en/ho', shop.officer)).text)).toContain('This page is for sellers.')
  })
})

describe('a household', () => {
  let made = ''

  test('lists a product in four fields and sends it to the officer', async () => {
    const form = await open('/ho/them', shop.household)
    const sent = await send(
      '/ho/them',
      {
        key: hidden(form.text, 'key'),
        name: 'Chè lam Phủ Quảng',
        price: '35.000',
        unit: 'hộp',
        left: '40',
        do: 'submit',
      },
      shop.household,
    )
    expect(sent.status).toBe(303)
    made = new URL(sent.location, origin).searchParams.get('mon') ?? ''
    const told = await open(sent.location, shop.household)
    expect(words(told.text)).toContain('Đã gửi Chè lam Phủ Quảng cho cán bộ xem.')
    const again = await send(
      '/ho/them',
      {
        key: hidden(form.text, 'key'),
        name: 'Chè lam Phủ Quảng',
        price: '35.000',
        unit: 'hộp',
        left: '40',
        do: 'keep',
      },
      shop.household,
    )
    expect(again.location).toContain(made)
  })

  test('is asked about a price that is not clear, beside the field, and keeps what was typed', async () => {
    const page = await send(
      '/ho/them',
      { name: 'Nem', price: '60', unit: 'chục', left: 'nhiều', do: 'submit' },
      shop.household,
    )
    expect(page.status).toBe(422)
    expect(words(page.text)).toContain('“60” là 60.000 ₫ phải không?')
    expect(words(page.text)).toContain('“nhiều” không phải số.')
    expect(typedIn(page.text, 'name')).toBe('Nem')
    expect(typedIn(page.text, 'price')).toBe('60')
  })

  test('is told that a picture is too heavy before anything is written', async () => {
    const picture = new File([new Uint8Array(1_100_000)], 'anh.jpg', { type: 'image/jpeg' })
    const page = await send(
      '/ho/them',
      { name: 'Nem thính', price: '85.000', unit: 'kg', left: '9', do: 'submit', picture },
      shop.household,
    )
    expect(words(page.text)).toContain('Ảnh nặng 1075 KB, nhiều nhất 1.024 KB.')
  })

  test('marks a product sold out with one tap and takes it back', async () => {
    const done = await send('/ho/mon', { mon: shop.product, cu: '10', do: 'none' }, shop.household)
    expect(done.location).toBe(`/ho/mon?xong=het&mon=${shop.product}&cu=10`)
    const told = await open(done.location, shop.household)
    expect(words(told.text)).toContain('Đã ghi Nem chua lá đinh lăng hôm nay hết hàng.')
    await send('/ho/mon', { mon: shop.product, left: '10', do: 'undo' }, shop.household)
    expect(words((await open('/ho/mon', shop.household)).text)).toContain('còn 10')
  })

  test('edits a product, and brings an earlier version back', async () => {
    const path = `/ho/mon/${shop.product}`
    const form = await open(path, shop.household)
    const fields = { name: 'Nem chua gói to', price: '70.000', unit: 'chục', left: '10', group: 'I' }
    const saved = await send(path, { ...fields, revision: hidden(form.text, 'revision'), do: 'save' }, shop.household)
    expect(saved.location).toBe(`${path}?xong=save`)
    const after = await open(path, shop.household)
    expect(typedIn(after.text, 'price')).toBe('70.000')
    const stale = await send(path, { ...fields, name: 'Nem khác', revision: '1', do: 'save' }, shop.household)
    expect(words(stale.text)).toContain('Có người vừa sửa chỗ này.')
    expect(typedIn(stale.text, 'name')).toBe('Nem khác')
    const old = /do" value="restore:(\d+)"/.exec(after.text)?.[1] ?? ''
    const back = await send(path, { revision: hidden(after.text, 'revision'), do: `restore:${old}` }, shop.household)
    expect(back.location).toBe(`${path}?xong=restore`)
    expect(typedIn((await open(path, shop.household)).text, 'price')).toBe('60.000')
  })

  test('cannot open the product of another maker as its own', async () => {
    expect((await open('/ho/mon/09520123499999', shop.household)).status).toBe(404)
  })

  test('adds a lot and tells in three taps what happened to it', async () => {
    const path = `/ho/mon/${shop.product}/lo`
    const lot = await send(
      path,
      {
        key: crypto.randomUUID(),
        do: 'lot',
        lot: 'nc-2611',
        made: '2026-11-20',
        expires: '2026-12-20',
        quantity: '480',
        uom: 'H87',
      },
      shop.household,
    )
    expect(lot.location).toBe(`${path}?lo=NC-2611&xong=them`)
    const told = await send(
      path,
      { key: crypto.randomUUID(), do: 'tell', lot: 'NC-2611', kind: 'packing', when: 'now' },
      shop.household,
    )
    expect(told.location).toBe(`${path}?lo=NC-2611&xong=ghi`)
    await story.settled()
    expect(words((await open(path, shop.household)).text)).toContain('Đóng gói')
    const twice = await send(
      path,
      { key: crypto.randomUUID(), do: 'lot', lot: 'NC-2611', made: '2026-11-20' },
      shop.household,
    )
    expect(words(twice.text)).toContain('Lô NC-2611 đã có.')
  })

  test('makes stamps, prints, activates, voids with a reason and takes that back', async () => {
    const path = `/ho/tem?mon=${shop.product}&lo=NC-2611`
    const made = await send(path, { key: crypto.randomUUID(), do: 'issue', count: '130' }, shop.household)
    expect(words((await open(made.location, shop.household)).text)).toContain('Đã có tem số 0 đến 129.')
    expect((await open(path, shop.household)).text).toContain(
      `/ho/tem/in?mon=${shop.product}&amp;lo=NC-2611&amp;tu=0&amp;den=129`,
    )
    for (const step of ['print', 'activate'])
      expect((await send(path, { do: step, first: '0', last: '129' }, shop.household)).status).toBe(303)
    const bare = await send(path, { do: 'change', what: 'void', first: '3', last: '5' }, shop.household)
    expect(words(bare.text)).toContain('Ghi vài chữ vì sao hủy hay mất.')
    const gone = await send(
      path,
      { do: 'change', what: 'void', first: '3', last: '5', why: 'rách cả tờ' },
      shop.household,
    )
    expect(words((await open(gone.location, shop.household)).text)).toContain('rách cả tờ')
    await send(path, { do: 'undo', first: '3', last: '5' }, shop.household)
    expect(words((await open(path, shop.household)).text)).toContain('130 tem đang dùng trên 130 tem đã làm')
  })

  test('takes the serial off a stamp for its number, and says until when a change may be taken back', async () => {
    const path = `/ho/tem?mon=${shop.product}&lo=NC-2611`
    const typed = humanSerial(serialOf(story.house.stampKeys, shop.product, 9))
    const gone = await send(path, { do: 'change', what: 'void', first: typed, last: '', why: 'rách' }, shop.household)
    expect(gone.location).toContain('tu=9&den=9')
    const text = words((await open(path, shop.household)).text)
    expect(text).toContain('1 đã hủy')
    expect(text).toMatch(/Lấy lại được đến \d\d\/\d\d\/2026 \d\d:\d\d/)
    await send(path, { do: 'undo', first: '9', last: '9' }, shop.household)
    const slip = await send(
      path,
      { do: 'change', what: 'void', first: 'K7MQ 2R9D FH3P A', why: 'rách' },
      shop.household,
    )
    expect(words(slip.text)).toContain('Số tem gõ chưa đúng')
  })

  test('shows the scans of a stamp by hour and province, takes the answer, and keeps where goods are on show', async () => {
    const serial = serialOf(story.house.stampKeys, shop.product, 10)
    const at = `/ho/tem/quet?mon=${shop.product}&lo=NC-2611`
    for (const [n, region] of ['21', 'HN', '22', '21', 'HN', '22'].entries()) {
      const headers = new Headers({
        'user-agent': `p${n}`,
        'cloudfront-viewer-country': 'VN',
        'cloudfront-viewer-country-region': region,
      })
      await answerScan(story.house, { product: shop.product, lot: 'NC-2611', serial, address: '-', headers })
    }
    await story.settled()
    const listed = words((await open(at, shop.household)).text)
    expect(listed).toContain(`Tem ${humanSerial(serial)}`)
    expect(listed).toContain('6 máy quét 6 lần ở Hà Nội, Thanh Hóa, Nghệ An')
    const found = await open(`${at}&so=${encodeURIComponent(humanSerial(serial))}`, shop.household)
    expect(found.location).toContain(`tem=${serial}`)
    const answered = await send(found.location, { do: 'answer', text: 'Tem mẫu ở hội chợ' }, shop.household)
    expect(words((await open(answered.location, shop.household)).text)).toContain('Đã gửi. Người quét đọc được ngay.')
    const place = {
      do: 'declare',
      loai: 'fair',
      ten: 'Hội chợ OCOP',
      tinh: '01',
      ngay: '2026-11-20',
      hetNgay: '2026-11-30',
      tu: '',
      den: '',
    }
    const declared = await send(at, place, shop.household)
    expect(words((await open(declared.location, shop.household)).text)).toContain('Hội chợ Hội chợ OCOP')
    expect(words((await send(at, { ...place, hetNgay: '2027-11-30' }, shop.household)).text)).toContain(
      'cần từ 1 đến 92 ngày',
    )
  })

  test('looks at what a range prints, prints it, and is asked why when it prints it again', async () => {
    const path = `/ho/tem/in?mon=${shop.product}&lo=NC-2611`
    const plan = await open(`${path}&tu=0&den=99&giay=65&o=31`, shop.household)
    expect(words(plan.text)).toContain('100 tem trên 2 tờ')
    expect(words(plan.text)).toContain('Tờ cuối vừa đủ')
    expect(plan.text).toContain('<svg xmlns="http://www.w3.org/2000/svg" width="38.1mm" height="21.2mm"')
    const range = { tu: '0', den: '99', giay: '65', may: '', o: '31', again: '', roll: '', each: '' }
    const made = await send(path, { key: crypto.randomUUID(), ...range }, shop.household)
    expect(made.status).toBe(303)
    const told = await open(made.location.replace(/#.*/, ''), shop.household)
    expect(words(told.text)).toContain('Đã ghi lần in 100 tem. Giờ lấy tệp và in.')
    expect(told.text).toMatch(/\/v1\/products\/\d{14}\/lots\/NC-2611\/prints\/[0-9a-f]{22}\/file"/)
    const bare = await send(path, { key: crypto.randomUUID(), ...range }, shop.household)
    expect(bare.status).toBe(422)
    expect(words(bare.text)).toContain('Tem 0 đến 99 đã in. In lại thì số tem giữ nguyên; xin ghi lý do.')
    const again = await send(path, { key: crypto.randomUUID(), ...range, again: 'lem mực' }, shop.household)
    expect(words((await open(again.location.replace(/#.*/, ''), shop.household)).text)).toContain('In lại vì: lem mực')
    const odd = await open(`${path}&tu=mot&den=9`, shop.household)
    expect(words(odd.text)).toContain('“mot” không phải số thứ tự hay số in trên tem.')
  })

  test('prints a range by the serials of its first and last stamp', async () => {
    const path = `/ho/tem/in?mon=${shop.product}&lo=NC-2611`
    const [first, last] = [100, 129].map((at) => humanSerial(serialOf(story.house.stampKeys, shop.product, at)))
    const query = new URLSearchParams({ tu: first!, den: last!, giay: '65', may: '', o: '1' })
    const plan = await open(`${path}&${query}`, shop.household)
    expect(words(plan.text)).toContain('30 tem trên 1 tờ')
    expect(typedIn(plan.text, 'tu')).toBe(first)
    const range = { ...Object.fromEntries(query), again: '', roll: '', each: '' }
    const made = await send(path, { key: crypto.randomUUID(), ...range }, shop.household)
    expect(words((await open(made.location.replace(/#.*/, ''), shop.household)).text)).toContain('Số 100 đến 129')
    const slip = await open(`${path}&tu=${encodeURIComponent('K7MQ 2R9D FH3P A')}&den=9`, shop.household)
    expect(slip.status).toBe(422)
    expect(words(slip.text)).toContain('Số tem gõ chưa đúng')
  })

  test('keeps a printer, sets it right by two numbers, and measures a sheet of its own', async () => {
    const page = '/ho/tem/may-in'
    const form = { do: 'machine', name: 'Máy laser nhà', kind: 'sheet' }
    const kept = await send(page, form, shop.household)
    expect(kept.status).toBe(303)
    const id = new URL(kept.location, origin).searchParams.get('may') ?? ''
    const scaled = { do: 'measure', printer: id, revision: '1', x: '31,4', y: '29,2', bar: '97' }
    expect(words((await send(page, scaled, shop.household)).text)).toContain('máy in đang co giãn')
    const right = await send(page, { ...scaled, bar: '' }, shop.household)
    expect(words((await open(right.location, shop.household)).text)).toContain('Đã bù: ngang -1,4 mm, dọc 0,8 mm')
    const plan = await open(`/ho/tem/in?mon=${shop.product}&lo=NC-2611&tu=0&den=9&may=${id}`, shop.household)
    expect(words(plan.text)).toContain('Máy laser nhà, bù ngang -1,4 mm, dọc 0,8 mm')
    const sheet = {
      ...{ do: 'sheet', name: 'Tờ 33 tem', sheetWidth: '210', sheetHeight: '297', columns: '3', rows: '11' },
      ...{ width: '63,5', height: '25', left: '7,2', top: '11', stepX: '70', stepY: '25', codeLeast: '12' },
    }
    expect(words((await send(page, sheet, shop.household)).text)).toContain('Các ô vượt mép phải của giấy 0,7 mm')
    const own = await send(page, { ...sheet, stepX: '66' }, shop.household)
    expect(own.status).toBe(303)
    expect(words((await open(page, shop.household)).text)).toContain('33 tem một tờ, mã QR 14,5 mm')
  })

  test('sees an order with the phone to call', async () => {
    const buyer = { name: 'Anh Hùng', phone: '0912345678', address: 'Thôn 3', commune: '14797' }
    await shop.must('POST', '/v1/orders', { body: { product: shop.product, quantity: 2, buyer, method: 'cash' } })
    await story.settled()
    const page = await open('/ho/don', shop.household)
    expect(page.text).toContain('href="tel:0912345678"')
    expect(words(page.text)).toContain('120.000 ₫')
    expect(words((await open('/ho', shop.household)).text)).toContain('Anh Hùng')
  })

  test('reads the officer’s reason where a listing came back', async () => {
    const bare = await send(
      '/can-bo',
      { mon: made, name: 'Chè lam', do: 'publish', xem: ['picture', 'name'] },
      shop.officer,
    )
    expect(words(bare.text)).toContain('Còn mục chưa xem.')
    expect(bare.text).toMatch(/value="picture" checked/)
    const silent = await send('/can-bo', { mon: made, name: 'Chè lam', do: 'return' }, shop.officer)
    expect(words(silent.text)).toContain('Chọn lý do hoặc viết vài chữ')
    const back = await send(
      '/can-bo',
      { mon: made, name: 'Chè lam', do: 'return', reason: 'picture', message: 'chị chụp ngoài sáng nhé' },
      shop.officer,
    )
    expect(back.status).toBe(303)
    expect(words((await open('/ho', shop.household)).text)).toContain('Ảnh mờ hoặc sai món. chị chụp ngoài sáng nhé')
    await send(`/ho/mon/${made}`, { do: 'submit' }, shop.household)
  })
})

describe('an officer', () => {
  const all = ['picture', 'name', 'price', 'maker', 'papers', 'words']

  test('approves with every point ticked, and the listing is on sale', async () => {
    const list = await open('/can-bo', shop.officer)
    expect(words(list.text)).toContain('Chè lam Phủ Quảng')
    const id = hidden(list.text, 'mon')
    const done = await send(
      `/can-bo?mon=${id}`,
      { mon: id, name: 'Chè lam Phủ Quảng', do: 'publish', xem: all },
      shop.officer,
    )
    expect(done.status).toBe(303)
    expect(words((await open(done.location, shop.officer)).text)).toContain('Chè lam Phủ Quảng đã lên chợ.')
    expect((await open(`/hang/${id}`)).status).toBe(200)
  })

  test('writes a decision down, and its stars are shown', async () => {
    const path = `/can-bo/mon/${shop.product}`
    const form = await open(path, shop.officer)
    const paper = {
      count: '1',
      'kind-0': 'ocop',
      'number-0': '715/QĐ-UBND',
      'issuer-0': 'UBND tỉnh Thanh Hóa',
      'issued-0': '2025-03-12',
      'stars-0': '',
      'state-0': 'recognised',
      'checked-0': '1',
    }
    const bare = await send(path, { ...paper, revision: hidden(form.text, 'revision') }, shop.officer)
    expect(words(bare.text)).toContain('OCOP cần số sao: 3, 4 hay 5.')
    expect(typedIn(bare.text, 'number-0')).toBe('715/QĐ-UBND')
    const saved = await send(path, { ...paper, 'stars-0': '4', revision: hidden(form.text, 'revision') }, shop.officer)
    expect(saved.status).toBe(303)
    expect(words((await open(saved.location, shop.officer)).text)).toMatch(/OCOP 4 sao.*Chị Hạnh xem bản gốc/)
  })

  test('adds a maker of a commune, and is told of half a bank account', async () => {
    const half = await send(
      '/can-bo/co-so?xa=14797',
      { name: 'HTX Nga Sơn', kind: 'cooperative', bin: '970405' },
      shop.officer,
    )
    expect(words(half.text)).toContain('Ghi đủ ngân hàng')
    expect(typedIn(half.text, 'name')).toBe('HTX Nga Sơn')
    const made = await send(
      '/can-bo/co-so?xa=14797',
      { name: 'HTX Nga Sơn', kind: 'cooperative', phone: '0912 345 679' },
      shop.officer,
    )
    expect(made.location).toBe('/can-bo/co-so/htx-nga-son?xong=them')
    const form = await open(made.location, shop.officer)
    const saved = await send(
      '/can-bo/co-so/htx-nga-son',
      { revision: hidden(form.text, 'revision'), name: 'HTX Nga Sơn mới', kind: 'cooperative' },
      shop.officer,
    )
    expect(saved.status).toBe(303)
    await story.settled()
    expect(words((await open('/can-bo/co-so?xa=14797', shop.officer)).text)).toContain('HTX Nga Sơn mới')
  })

  test('brings a list, sees what was repaired and what is asked, writes it and gets the file back', async () => {
    const no = await send('/can-bo/nhap', { file: new File(['x'], 'anh.pdf') }, shop.officer)
    expect(words(no.text)).toContain('“anh.pdf” không phải XLSX hay CSV.')
    const csv = [
      'STT,Tên sản phẩm,Nhóm sản phẩm,Tên chủ thể,Địa chỉ,Điện thoại,Giá bán',
      '1,Mắm tép làng,Thực phẩm,HTX Mắm,"phường Hải Lĩnh, tỉnh Thanh Hóa",0900000011,85k/chai',
      '2,Chiếu cói,Thủ công,HTX Cói,"phường Hải Lĩnh, tỉnh Thanh Hóa",0900000012,12.5',
    ].join('\n')
    const sent = await send('/can-bo/nhap', { file: new File([csv], 'ocop.csv', { type: 'text/csv' }) }, shop.officer)
    expect(sent.status).toBe(303)
    expect((await open(sent.location, shop.officer)).text).toMatch(/http-equiv="refresh"|name="digest"/)
    await story.settled()
    const plan = await open(sent.location, shop.officer)
    expect(words(plan.text)).toMatch(/85k\/chai .*85\.000/)
    expect(words(plan.text)).toContain('Đã sửa: giá bán')
    const asked = await open(`${sent.location}?nhom=hoi`, shop.officer)
    expect(words(asked.text)).toContain('12.5')
    const stale = await send(sent.location, { digest: 'another-plan' }, shop.officer)
    expect(words(stale.text)).toContain('Bảng kế hoạch đã đổi.')
    const commit = await send(sent.location, { digest: hidden(plan.text, 'digest') }, shop.officer)
    expect(commit.status).toBe(303)
    await story.settled()
    const done = await open(sent.location, shop.officer)
    expect(words(done.text)).toMatch(/Đã ghi \d+ dòng/)
    expect(done.text).toContain('/report"')
  })
})

describe('an operator', () => {
  test('adds a person with a role, and is told of a maker that is not there', async () => {
    const person = { do: 'add', name: 'Anh Sơn', phone: '0912 345 670', role: 'household', maker: 'khong-co' }
    const odd = await send('/dieu-hanh', person, operator)
    expect(words(odd.text)).toContain('Không thấy cơ sở “khong-co”.')
    expect(typedIn(odd.text, 'name')).toBe('Anh Sơn')
    const made = await send('/dieu-hanh', { ...person, maker: `http://localhost:4000/co-so/${shop.maker}` }, operator)
    expect(made.status).toBe(303)
    const twice = await send('/dieu-hanh', { ...person, name: 'Ai khác', maker: shop.maker }, operator)
    expect(words(twice.text)).toContain('Số điện thoại này đã có người dùng.')
    expect(words((await open('/dieu-hanh', operator)).text)).toContain(`Người bán, ${shop.maker}`)
  })

  test('makes a key whose text is shown once, and revokes it', async () => {
    const none = await send('/dieu-hanh/khoa', { do: 'make', name: 'Sàn tỉnh' }, operator)
    expect(words(none.text)).toContain('Chọn ít nhất một việc.')
    const key = await send('/dieu-hanh/khoa', { do: 'make', name: 'Sàn tỉnh', scope: ['listing:read'] }, operator)
    expect(key.text).toMatch(/nk_[0-9a-f]{10}_[0-9a-f]{64}/)
    const list = await open('/dieu-hanh/khoa', operator)
    expect(list.text).not.toMatch(/nk_[0-9a-f]{10}_/)
    const id = /nk_([0-9a-f]{10})_/.exec(key.text)?.[1]
    expect((await send('/dieu-hanh/khoa', { do: `revoke:${id}` }, operator)).status).toBe(303)
    expect(words((await open('/dieu-hanh/khoa', operator)).text)).toContain('Đã thu lại')
  })

  test('ties a key to one maker by its code or the link of its stall, and says which in the list', async () => {
    const wish = { do: 'make', name: 'Phần mềm của xưởng', scope: ['lots:read', 'events:write'] }
    const odd = await send('/dieu-hanh/khoa', { ...wish, maker: 'khong-co' }, operator)
    expect(words(odd.text)).toContain('Không thấy cơ sở “khong-co”.')
    expect(typedIn(odd.text, 'name')).toBe('Phần mềm của xưởng')
    const made = await send('/dieu-hanh/khoa', { ...wish, maker: `${origin}/co-so/${shop.maker}` }, operator)
    const key = /nk_[0-9a-f]{10}_[0-9a-f]{64}/.exec(made.text)?.[0]
    expect(words((await open('/dieu-hanh/khoa', operator)).text)).toContain(`Chỉ của cơ sở ${shop.maker}`)
    const headers = { authorization: `Bearer ${key}` }
    const ask = async (path: string) => (await story.apps.api.fetch(new Request(origin + path, { headers }))).status
    const body = { name: 'Hộ Bên Cạnh', kind: 'household', commune: '14797', province: '38' }
    const other = await shop.must('POST', '/v1/producers', { as: shop.officer, body })
    expect(await ask(`/v1/producers/${shop.maker}/warnings`)).toBe(200)
    expect(await ask(`/v1/producers/${other.id}/warnings`)).toBe(404)
  })

  test('looks at money that paid no order, gives it to its order, and sets the rest aside with a reason', async () => {
    const page = '/dieu-hanh/tien'
    expect(words((await open(page, operator)).text)).toContain('Mọi khoản tiền đã khớp đơn.')
    const buyer = { name: 'Khách Thử', phone: '0911 222 333', address: 'Thôn 3', commune: '14797' }
    const wish = { product: shop.product, quantity: 1, buyer, method: 'vietqr' }
    const placed = await shop.must('POST', '/v1/orders', { body: wish })
    const at = '2026-11-23T02:00:00.000Z'
    for (const [notice, text] of ['mua nem', 'tien ban o cho'].entries()) {
      const named = { provider: 'sepay' as const, notice: `FT/${notice}` }
      const money = { ...named, dong: placed.total, at, account: '1900200000001', text }
      await keepNotice(story.house.table, money, '{}', at)
      await holdNotice(story.house.table, named, { code: 'payment/no-reference' }, at)
    }
    const listed = await open(page, operator)
    expect(words(listed.text)).toContain('mua nem')
    expect(words(listed.text)).toContain('hỏi khoản này của đơn nào')
    expect(listed.text).toContain('href="/v1/notices.csv"')
    const of = 'sepay/FT%2F0'
    const odd = await send(page, { of, do: 'place', order: 'DH 12' }, operator)
    expect(odd.status).toBe(422)
    expect(words(odd.text)).toContain('“DH 12” không phải mã đơn của chúng tôi.')
    expect(typedIn(odd.text, 'order-0')).toBe('DH 12')
    const typed = placed.ref.replaceAll('0', 'o').toLowerCase()
    const done = await send(page, { of, do: 'place', order: typed }, operator)
    expect(words((await open(done.location, operator)).text)).toContain('Đơn được ghi là đã trả tiền.')
    const bare = await send(page, { of: 'sepay/FT%2F1', do: 'aside', why: '' }, operator)
    expect(bare.status).toBe(422)
    const put = await send(page, { of: 'sepay/FT%2F1', do: 'aside', why: 'tiền bán ở chợ' }, operator)
    expect(words((await open(put.location, operator)).text)).toContain('Mọi khoản tiền đã khớp đơn.')
    expect(words((await open(page, shop.officer)).text)).toContain('không thuộc')
  })

  test('reads the audit of a month in words', async () => {
    const page = await open('/dieu-hanh/nhat-ky?thang=2026-11', operator)
    expect(words(page.text)).toContain('Duyệt, cho lên chợ')
    expect(words((await open('/en/dieu-hanh/nhat-ky?thang=2026-01', operator)).text)).toContain(
      'Nothing was changed in this month.',
    )
  })
})

test('a form from another site is refused before anybody is asked', async () => {
  const request = new Request(`${origin}/ho/mon`, {
    method: 'POST',
    body: new FormData(),
    headers: { origin: 'https://evil.example', cookie: shop.household },
  })
  expect((await answer(request)).status).toBe(403)
})
