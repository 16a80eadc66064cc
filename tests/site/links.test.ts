import { linkTypes } from '@nguon/gs1/link-type'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { moved, placed, shortHref, typeChoices } from '../../site/src/features/links/links.ts'
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
  await shop.must('POST', `/v1/products/${shop.product}/lots`, {
    as: shop.household,
    body: { lot: 'NC-2611', made: '2026-11-20' },
  })
}, 120_000)
afterAll(() => story?.close())

async function answer(request: Request) {
  const response = await site(request)
  const text = await response.text()
  const words = text
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  return { status: response.status, text, words, location: response.headers.get('location') ?? '' }
}
const open = (path: string, as: string) => answer(new Request(origin + path, { headers: { cookie: as } }))
function send(path: string, fields: Record<string, string>, as: string) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return answer(new Request(origin + path, { method: 'POST', body, headers: { origin, cookie: as } }))
}
const version = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
const titles = (html: string) =>
  [...html.matchAll(/rel="noopener nofollow ugc"[^>]*><b>([^<]*)<\/b>/g)].map(([, title]) => title)
const recipe = {
  linkType: 'gs1:recipeInfo',
  title: 'Cách ăn nem',
  href: 'nha.example/cach-an',
  lang: 'vi',
  type: 'text/html',
  lot: '',
}

describe('the page of a product’s links', () => {
  const path = () => `/ho/mon/${shop.product}/lien-ket`
  const press = async (what: string, fields: Record<string, string> = {}) => {
    const before = await open(path(), shop.household)
    const done = await send(path(), { version: version(before.text), do: what, ...fields }, shop.household)
    return done.status === 303 ? open(done.location, shop.household) : done
  }

  test('is led to from the product, and begins with its first action', async () => {
    expect((await open(`/ho/mon/${shop.product}`, shop.household)).text).toContain(`href="${path()}"`)
    expect((await open(`/can-bo/mon/${shop.product}`, shop.officer)).text).toContain(
      `/can-bo/mon/${shop.product}/lien-ket`,
    )
    const page = await open(path(), shop.household)
    expect(page.words).toContain('Chưa có đường dẫn nào.')
    expect(page.text).toContain('<option value="gs1:recipeInfo" selected>Công thức nấu</option>')
    expect(page.text).toContain('<option value="gs1:hasRetailers">Nơi bán</option>')
    expect(page.text).not.toContain('gs1:defaultLink')
  })

  test('adds a link, for the product or for one lot', async () => {
    const page = await press('add', recipe)
    expect(page.words).toContain('Đã thêm đường dẫn.')
    expect(titles(page.text)).toEqual(['Cách ăn nem'])
    expect(page.text).toContain('href="https://nha.example/cach-an"')
    const film = {
      ...recipe,
      linkType: 'gs1:relatedVideo',
      title: 'Gói nem',
      href: 'https://nha.example/phim',
      lot: 'NC-2611',
    }
    expect((await press('add', film)).words).toContain('Riêng lô NC-2611')
  })

  test('says beside the field what is wrong, and keeps what was typed', async () => {
    const bare = await press('add', { ...recipe, title: '', href: '' })
    expect(bare.status).toBe(422)
    expect(bare.words).toContain('Chưa có tên.')
    expect(bare.words).toContain('Chưa có địa chỉ.')
    const inward = await press('add', { ...recipe, title: 'Trang nhà', href: 'https://192.168.1.1/' })
    expect(inward.words).toContain('chỉ mở được trong mạng riêng')
    expect(inward.text).toMatch(/id="title"[^>]*value="Trang nhà"|value="Trang nhà"[^>]*id="title"/)
  })

  test('moves a link up and down, changes it and removes it, and takes a removal back', async () => {
    expect(titles((await press('down:0')).text)).toEqual(['Gói nem', 'Cách ăn nem'])
    expect(titles((await press('up:1')).text)).toEqual(['Cách ăn nem', 'Gói nem'])
    const form = await open(`${path()}?sua=1`, shop.household)
    expect(form.words).toContain('Sửa đường dẫn')
    expect(form.text).toContain('value="Gói nem"')
    const changed = await press('save:1', { ...recipe, title: 'Gói nem, 2 phút', href: 'https://nha.example/phim' })
    expect(titles(changed.text)).toEqual(['Cách ăn nem', 'Gói nem, 2 phút'])
    const gone = await press('drop:0')
    expect(titles(gone.text)).toEqual(['Gói nem, 2 phút'])
    expect(gone.words).toContain('Đã bỏ một đường dẫn.')
    expect(titles((await press('undo')).text)).toEqual(['Cách ăn nem', 'Gói nem, 2 phút'])
  })

  test('tells whoever comes second that somebody was faster', async () => {
    const before = await open(path(), shop.household)
    await send(`/can-bo/mon/${shop.product}/lien-ket`, { version: version(before.text), do: 'down:0' }, shop.officer)
    const late = await send(path(), { version: version(before.text), do: 'drop:0' }, shop.household)
    expect(late.status).toBe(422)
    expect(late.words).toContain('Có người vừa sửa chỗ này')
    expect(titles(late.text)).toEqual(['Gói nem, 2 phút', 'Cách ăn nem'])
  })

  test('is nobody else’s', async () => {
    expect((await open('/ho/mon/KHONGCO9/lien-ket', shop.household)).status).toBe(404)
    expect((await open(path(), shop.officer)).status).toBe(403)
  })
})

test('shoppers find a product’s links on its page, and a robot is told not to follow them', async () => {
  const page = await open(`/hang/${shop.product}`, '')
  expect(page.words).toContain('Xem thêm về món này')
  expect(page.text).toMatch(/<a class="link" href="https:\/\/nha\.example\/cach-an"[^>]* rel="noopener nofollow ugc"/)
  expect(page.words).toContain('Công thức nấu, nha.example/cach-an')
})

describe('the page of GS1 numbers', () => {
  const licence = { prefix: '952 1234', first: '0', last: '1', validFrom: '2026-11-01', source: 'Giấy số 12' }

  test('sets a prefix once the operator has a licence, and says that 952 is for trying out', async () => {
    expect((await open('/dieu-hanh/ma-so', operator)).words).toContain('Chưa có dải mã nào.')
    const wrong = await send('/dieu-hanh/ma-so', { ...licence, prefix: '2001234', do: 'open' }, operator)
    expect(wrong.words).toContain('Đầu số 200 chỉ dùng trong nội bộ một cửa hàng')
    expect(wrong.text).toContain('value="2001234"')
    const set = await send('/dieu-hanh/ma-so', { ...licence, do: 'open' }, operator)
    expect(set).toMatchObject({ status: 303, location: '/dieu-hanh/ma-so?xong=mo' })
    const page = await open(set.location, operator)
    expect(page.words).toContain('Đã cấp 0 trên 2 số')
    expect(page.words).toContain('Đầu số 952 là mã ví dụ của GS1')
  })

  test('lets an officer give a product its number, and says so on the product', async () => {
    const made = await shop.must('POST', '/v1/products', {
      as: shop.household,
      body: { maker: shop.maker, name: 'Chè lam', group: 'I', price: { is: 'ask' } },
    })
    const page = await open(`/can-bo/mon/${made.id}`, shop.officer)
    expect(page.words).toContain('Cấp mã GS1')
    const given = await send(`/can-bo/mon/${made.id}`, { do: 'number' }, shop.officer)
    expect(given).toMatchObject({ status: 303, location: `/can-bo/mon/${made.id}?xong=so` })
    expect((await open(given.location, shop.officer)).words).toContain('Mã GS1: 09521234000006')
    expect((await open(`/can-bo/mon/${shop.product}`, shop.officer)).words).not.toContain('Cấp mã GS1')
  })

  test('widens a range and tells what was written wrongly', async () => {
    const wrong = await send(
      '/dieu-hanh/ma-so',
      { do: 'change:9521234', version: '1', last: 'x', source: 'Giấy số 12' },
      operator,
    )
    expect(wrong.words).toContain('“x” không phải số.')
    const done = await send(
      '/dieu-hanh/ma-so',
      { do: 'change:9521234', version: '1', last: '500', source: 'Giấy số 12' },
      operator,
    )
    expect((await open(done.location, operator)).words).toContain('Đã cấp 1 trên 501 số')
  })
})

describe('a list of links', () => {
  test('moves within its ends', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 7, 1)).toEqual(['a', 'b'])
    expect(placed(['a', 'b'], 'x', 0)).toEqual(['x', 'b'])
    expect(placed(['a'], 'x', undefined)).toEqual(['a', 'x'])
  })

  test('offers every ratified type but those the house keeps or GS1 has given up', () => {
    const offered = typeChoices('vi').flatMap(({ options }) => options.map(({ value }) => value.slice(4)))
    expect(new Set(offered).size).toBe(offered.length)
    expect(Object.keys(linkTypes).filter((name) => !offered.includes(name))).toEqual([
      'defaultLink',
      'defaultLinkMulti',
      'handledBy',
      'productSustainabilityInfo',
    ])
  })

  test('shows where a link leads in few letters', () => {
    expect(shortHref('https://nha.example/')).toBe('nha.example')
    expect(shortHref(`https://nha.example/${'a'.repeat(90)}`)).toHaveLength(48)
  })
})
