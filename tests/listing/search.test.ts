import { communesIn } from '@nguon/listing/commune'
import { type Product, product } from '@nguon/listing/product'
import {
  countShelved,
  emptyIndex,
  findShelved,
  readIndex,
  reshelve,
  type SearchFilter,
  writeIndex,
} from '@nguon/listing/search'
import { describe, expect, test } from 'vitest'

const at = '2026-11-22T03:00:00.000Z'
const today = '2026-11-22'
const paper = (stars: 3 | 4, issued: string) => ({
  kind: 'ocop',
  number: '5/QĐ-UBND',
  issuer: 'UBND tỉnh Thanh Hóa',
  issued,
  stars,
  state: 'recognised',
})
const make = (id: string, name: string, more: object = {}): Product =>
  product.parse({
    id,
    name,
    group: 'I',
    price: { is: 'ask' },
    maker: 'htx-mot',
    makerName: 'HTX Một',
    commune: '16093',
    province: '38',
    certificates: [],
    publication: { state: 'published', at, by: 'officer-1' },
    revision: 1,
    createdAt: at,
    updatedAt: at,
    ...more,
  })
const few = [
  make('HAAAA1', 'Mắm tép đặc biệt', {
    maker: 'htx-ba-lang',
    makerName: 'HTX Ba Làng',
    commune: '16597',
    certificates: [paper(4, '2025-01-01')],
  }),
  make('HAAAA2', 'Nước mắm cốt', { certificates: [paper(3, '2025-06-01')] }),
  make('HAAAA3', 'Đậu phụ nhà làm'),
  make('HAAAA4', 'Rượu nếp', { group: 'II' }),
  make('HAAAA5', 'Bột nêm', { publication: { state: 'paused', at, by: 'officer-1' } }),
]
function shelf(products: readonly Product[]) {
  const index = emptyIndex()
  reshelve(index, products, today)
  return index
}
const ids = (words: string, filter: Partial<SearchFilter> = {}, index = shelf(few)) =>
  findShelved(index, words, { today, ...filter }, 24).ids.sort()

describe('search', () => {
  test.each<[string, string[]]>([
    ['mắm', ['HAAAA1', 'HAAAA2']],
    ['mam tep', ['HAAAA1']],
    ['MẮM TÉP', ['HAAAA1']],
    ['Mắm tép'.normalize('NFD'), ['HAAAA1']],
    ['dau phu', ['HAAAA3']],
    ['đậu', ['HAAAA3']],
    ['ruo', ['HAAAA4']],
    ['hai linh', ['HAAAA1']],
    ['ba làng', ['HAAAA1']],
    ['mắm rượu', []],
    ['bột nêm', []],
    ['', []],
  ])('“%s”', (words, expected) => expect(ids(words)).toEqual(expected))

  test('a name counts more than a maker', () => {
    const both = shelf([
      make('HAAAA1', 'Chè xanh', { makerName: 'HTX Mắm' }),
      make('HAAAA2', 'Mắm tôm', { makerName: 'HTX Chè' }),
    ])
    expect(findShelved(both, 'mắm', { today }, 24).ids).toEqual(['HAAAA2', 'HAAAA1'])
  })

  test('filters narrow a search, and an expired rank no longer counts', () => {
    expect(ids('mam', { commune: '16597' })).toEqual(['HAAAA1'])
    expect(ids('mam', { maker: 'htx-mot' })).toEqual(['HAAAA2'])
    expect(ids('mam', { province: '01' })).toEqual([])
    expect(ids('mam', { stars: 4 })).toEqual(['HAAAA1'])
    expect(ids('mam', { stars: 4, today: '2028-01-02' })).toEqual([])
    expect(ids('ruou', { group: 'I' })).toEqual([])
  })

  test('a product is put in anew, taken off when paused, and the index survives as text', () => {
    const index = shelf(few)
    reshelve(
      index,
      [make('HAAAA2', 'Giấm chuối'), { ...few[0]!, publication: { state: 'paused', at, by: 'x' } }],
      today,
    )
    const again = readIndex(writeIndex(index))
    expect([ids('mam', {}, again), ids('giam', {}, again)]).toEqual([[], ['HAAAA2']])
    reshelve(again, few, today)
    expect(ids('mam', {}, again)).toEqual(['HAAAA1', 'HAAAA2'])
    expect(countShelved(again, '38', today).counts).toEqual({ ocop: 2, products: 4, communes: 2, makers: 2 })
  })

  test.each(['   ', '"*+-~', '\u0000\u202e', 'a'.repeat(100_000), 'mam '.repeat(5000)])(
    'strange words give an answer (%#)',
    (words) => {
      expect(findShelved(shelf(few), words, { today }, 24).total).toBeLessThanOrEqual(4)
    },
  )

  test('12,000 products weigh less than 5 MB', () => {
    expect(Buffer.byteLength(writeIndex(shelf(province())))).toBeLessThan(5_000_000)
  })
})

/** 12,000 products that differ as real ones do: a kind, a trait, a place name and a maker. */
function province(): Product[] {
  const communes = communesIn('38')
  const kinds = [
    'Mắm tép',
    'Nước mắm',
    'Chè xanh',
    'Miến gạo',
    'Kẹo lạc',
    'Mật ong',
    'Rượu nếp',
    'Gạo nếp',
    'Giò lụa',
    'Nem chua',
    'Chiếu cói',
    'Tinh bột nghệ',
  ]
  const traits = ['đặc biệt', 'truyền thống', 'hữu cơ', 'thượng hạng', 'nguyên chất', 'sấy dẻo', 'gia truyền']
  return Array.from({ length: 12_000 }, (_, index) => {
    const commune = communes[index % communes.length]!
    const maker = Math.floor(index / 4)
    const name = `${kinds[index % 12]} ${traits[index % 7]} ${communes[(index * 7) % communes.length]!.name}`
    return make(`H${String(index).padStart(9, '0')}`, name, {
      maker: `htx-${maker}`,
      makerName: `HTX ${communes[maker % communes.length]!.name} ${maker}`,
      commune: commune.code,
      certificates: index % 3 === 0 ? [paper(4, '2025-01-01')] : [],
    })
  })
}
