import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Book } from '@nguon/listing/book'
import { type Finding, sayWhere } from '@nguon/listing/finding'
import { findList } from '@nguon/listing/line'
import { houseCode, nameKey } from '@nguon/listing/match'
import { type Plan, planImport } from '@nguon/listing/plan'
import { type Producer, producer } from '@nguon/listing/producer'
import { type Product, product } from '@nguon/listing/product'
import { readSheets } from '@nguon/listing/sheet'
import { kindOf, type ReadRow, validateLines } from '@nguon/listing/validate'
import fc from 'fast-check'
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { workbook } from './book.ts'

type Area = { province: string; commune?: string }
type Stored = { producers: Producer[]; products: Product[] }
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const today = '2026-11-22'
const officer = { id: 'officer-1', province: '38' }
const empty: Stored = { producers: [], products: [] }

function read(
  source: string | Uint8Array,
  more: { answers?: Record<string, string>; told?: { unit?: string }; area?: Area } = {},
): ReadRow[] {
  const book = readSheets(typeof source === 'string' ? strToU8(source) : source) as Book
  const list = findList(book)
  if ('code' in list) throw new Error(list.code)
  return validateLines(list.lines, { sheet: list.sheet, mapping: list.mapping, today, area: officer, ...more })
}
const plan = (rows: readonly ReadRow[], current: Stored = empty) => planImport({ rows, current, officer, hash })
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../fixtures/sheets/${name}`, import.meta.url)))

/** What the store would hold after a plan is written, parsed as it would be read back. */
function written(current: Stored, { makers, products }: Plan): Stored {
  const at = '2026-11-22T03:00:00.000Z'
  const [makersById, productsById] = [
    new Map(current.producers.map((one) => [one.id, one])),
    new Map(current.products.map((one) => [one.id, one])),
  ]
  for (const one of makers) {
    const now = makersById.get(one.id)
    if (one.is === 'create')
      makersById.set(
        one.id,
        producer.parse({ ...one.draft, id: one.id, certificates: [], revision: 1, createdAt: at, updatedAt: at }),
      )
    if (one.is === 'update' && now)
      makersById.set(one.id, producer.parse({ ...now, ...one.draft, revision: now.revision + 1 }))
  }
  for (const one of products) {
    const now = productsById.get(one.id)
    const publication = { state: 'submitted', at, by: 'officer-1' }
    if (one.is === 'create') {
      const { draft, is: _, ...rest } = one
      productsById.set(
        one.id,
        product.parse({ ...draft, ...rest, publication, revision: 1, createdAt: at, updatedAt: at }),
      )
    }
    if (one.is === 'update' && now)
      productsById.set(
        one.id,
        product.parse({ ...now, ...one.draft, certificates: one.certificates, revision: now.revision + 1 }),
      )
  }
  return { producers: [...makersById.values()], products: [...productsById.values()] }
}
const asks = (findings: readonly Finding[]) =>
  findings.filter((one) => one.level === 'ask').map((one) => `${one.at} ${one.code}`)
const looks = (findings: readonly Finding[]) =>
  findings.filter((one) => one.level === 'look').map((one) => `${one.at} ${one.code}`)
const header = 'Tên sản phẩm,Nhóm,Chủ thể,Địa chỉ,Xếp hạng,Số QĐ,Ngày,Điện thoại,Giá bán'
const list = (...rows: string[]) => [header, ...rows].join('\n')

describe('a clean list', () => {
  const rows = read(fixture('20-clean-thanh-hoa.csv'))

  test('becomes makers and products with their decisions, each old name resolved', () => {
    const { counts, makers, products } = plan(rows)
    expect(counts).toMatchObject({ rows: 5, create: 5, update: 0, unchanged: 0, ask: 0, newMakers: 4 })
    expect(makers.map((one) => one.id)).toEqual([
      'htx-mam-vi-du',
      'to-hop-tac-che-vi-du',
      'cong-ty-tnhh-coi-vi-du',
      'ho-kinh-doanh-le-van-vi-du',
    ])
    expect(products[0]).toMatchObject({
      is: 'create',
      maker: 'htx-mam-vi-du',
      makerName: 'HTX Mắm Ví Dụ',
      commune: '16597',
      province: '38',
      draft: {
        name: 'Mắm tép làng ví dụ',
        group: 'I',
        price: { is: 'exact', dong: 85_000, unit: 'chai' },
        pack: 'Chai 500ml',
      },
      certificates: [
        {
          kind: 'ocop',
          number: '5001/QĐ-UBND',
          issuer: 'UBND tỉnh Thanh Hóa',
          issued: '2025-03-12',
          until: '2028-03-12',
          stars: 4,
          state: 'recognised',
        },
      ],
    })
    expect(products[3]).toMatchObject({ commune: '16093', draft: { group: 'IV' } })
    expect(products[4]).toMatchObject({ draft: { price: { is: 'ask' } }, certificates: [] })
    expect(makers[2]).toMatchObject({
      draft: { kind: 'company', phone: '02373800013', addressAsPrinted: 'xã Nga Thanh, huyện Nga Sơn' },
    })
  })

  test('the same file twice changes nothing', () => {
    const after = written(empty, plan(rows))
    const again = plan(rows, after)
    expect(again.counts).toMatchObject({ create: 0, update: 0, unchanged: 5, ask: 0, newMakers: 0, changedMakers: 0 })
    expect(written(after, again)).toEqual(after)
  })

  test('Excel and CSV of the same list give the same digest', () => {
    const cells = readFileSync(new URL('../fixtures/sheets/20-clean-thanh-hoa.csv', import.meta.url), 'utf8')
      .trim()
      .split('\n')
    const parsed = cells.map((line) =>
      [...line.matchAll(/"([^"]*)"|([^,]+)|(?<=,)(?=,)/g)].map((match) => match[1] ?? match[2] ?? ''),
    )
    expect(plan(read(workbook(parsed))).digest).toBe(plan(rows).digest)
  })

  test('the digest covers each value that will be written, and who writes it', () => {
    const digest = plan(rows).digest
    expect(plan(rows).digest).toBe(digest)
    const dearer = structuredClone(rows)
    dearer[0]!.said!.product.price = { is: 'exact', dong: 85_001, unit: 'chai' }
    expect(plan(dearer).digest).not.toBe(digest)
    expect(planImport({ rows, current: empty, officer: { ...officer, id: 'officer-2' }, hash }).digest).not.toBe(digest)
  })
})

describe('the list of seven real products', () => {
  const rows = read(fixture('01-clean-utf8.csv'))

  test('each row is right or asks by cell; nothing is guessed in silence', () => {
    expect(rows.map((row) => asks(row.findings))).toEqual([
      ['D2 place/district'],
      ['D3 place/district', 'I3 price/no-unit'],
      ['D4 place/district', 'I4 price/no-unit'],
      ['I5 price/no-unit'],
      ['D6 place/district'],
      ['D7 place/district', 'F7 decision/bare'],
      ['D8 place/district', 'H8 phone/unclear', 'I8 price/no-unit', 'F8 stars/no-decision'],
    ])
    expect(looks(rows[3]!.findings)).toEqual([
      'H5 phone/marks',
      '5:group group/guessed',
      'F5 decision/form',
      'G5 day/serial',
      '5:issuer issuer/guessed',
    ])
    expect(plan(rows).counts).toMatchObject({ ask: 7, create: 0, newMakers: 0 })
  })

  test('once answered, all seven come out right', () => {
    const answers = {
      D2: 'Xã Hậu Lộc, tỉnh Thanh Hóa',
      D3: 'Xã Hậu Lộc, tỉnh Thanh Hóa',
      D4: 'Xã Nga Sơn, tỉnh Thanh Hóa',
      D6: 'Xã Thọ Xuân, tỉnh Thanh Hóa',
      D7: 'Xã Triệu Sơn, tỉnh Thanh Hóa',
      F7: '1114/QĐ-UBND',
      D8: 'Phường Tĩnh Gia, tỉnh Thanh Hóa',
      H8: '',
      F8: 'chưa có',
    }
    const answered = read(fixture('01-clean-utf8.csv'), { answers, told: { unit: 'sản phẩm' } })
    expect(answered.flatMap((row) => asks(row.findings))).toEqual([])
    const { counts, products, makers } = plan(answered)
    expect(counts).toMatchObject({ create: 7, ask: 0, newMakers: 6 })
    expect(
      products.map((one) =>
        one.is === 'create'
          ? [one.draft.name, one.draft.group, one.draft.price, one.certificates.map((paper) => paper.stars)]
          : one,
      ),
    ).toEqual([
      ['Tổ Yến Sào', 'I', { is: 'exact', dong: 120_000, unit: 'kg' }, [4]],
      ['Tổ Yến chưng', 'I', { is: 'exact', dong: 85_000, unit: 'sản phẩm' }, [4]],
      ['Giỏ trái đất', 'IV', { is: 'exact', dong: 1_250_000, unit: 'sản phẩm' }, [4]],
      ['Miến Gạo Phúc Thịnh', 'I', { is: 'exact', dong: 45_000, unit: 'sản phẩm' }, [3]],
      ['Tương Xuân Pha', 'I', { is: 'exact', dong: 30_000, unit: 'gói' }, [3]],
      ['Trà xanh túi lọc Bình Sơn', 'I', { is: 'ask' }, [3]],
      ['Mắm tép đặc biệt Tác Huy', 'I', { is: 'range', from: 50_000, to: 70_000, unit: 'sản phẩm' }, []],
    ])
    for (const one of products)
      if (one.is === 'create')
        for (const paper of one.certificates)
          expect(paper).toMatchObject({ number: '1114/QĐ-UBND', issued: '2021-04-06', until: '2024-04-06' })
    expect(makers.map((one) => (one.is === 'create' ? one.draft.phone : one))).toEqual([
      '0900000001',
      '0900000003',
      '0900000004',
      '0900000005',
      '0900000006',
      undefined,
    ])
    expect(makers[0]).toMatchObject({ draft: { addressAsPrinted: 'huyện Hậu Lộc', commune: '16012' } })
    expect(looks(plan(answered).rows[1]!.findings)).toContain('H3 phone/zero')
  })

  test('two header rows, sections and merged cells ask the very same questions', () => {
    const questions = (name: string) =>
      read(fixture(name)).map((row) => row.findings.filter((one) => one.level === 'ask').map((one) => one.code))
    expect(questions('10-merged-cells.xlsx')).toEqual(questions('01-clean-utf8.csv'))
    expect(questions('04-two-header-rows-sections-total.csv')).toEqual(questions('01-clean-utf8.csv'))
    expect(questions('02-bom-crlf-semicolon.csv')).toEqual(questions('01-clean-utf8.csv'))
  })
})

describe('rows that ask', () => {
  test.each<[string, string, string[]]>([
    ['no name and no maker', ',Thực phẩm,,xã Nga Sơn,,,,,', ['C2 maker/missing', 'A2 product/missing']],
    ['a day that has not come', 'Chè,I,HTX Một,xã Nga Sơn,3 sao,5/QĐ-UBND,1/1/2027,,', ['G2 day/future']],
    [
      'two days for one decision',
      'Chè,I,HTX Một,xã Nga Sơn,3 sao,5/QĐ-UBND ngày 1/1/2024,2/1/2024,,',
      ['G2 decision/two-days'],
    ],
    ['a decision without a day', 'Chè,I,HTX Một,xã Nga Sơn,3 sao,5/QĐ-UBND,,,', ['G2 decision/no-day']],
    [
      'five stars by a People’s Committee',
      'Chè,I,HTX Một,xã Nga Sơn,5 sao,5/QĐ-UBND,1/1/2024,,',
      ['F2 stars/five-by-province'],
    ],
    ['another province', 'Chè,I,HTX Một,"phường Ba Đình, thành phố Hà Nội",,,,,', ['D2 place/outside']],
    ['a name nobody can group', 'Mộc Quý Phi,,HTX Một,xã Nga Sơn,,,,,', ['B2 group/unknown']],
    ['a broken tail of a number', 'Chè,I,HTX Một,xã Nga Sơn,3 sao,linh tinh,1/1/2024,,', ['F2 decision/unclear']],
  ])('%s', (_, row, expected) => {
    const found = asks(read(list(row, 'Mắm,I,HTX Hai,xã Nga Sơn,,,,,'))[0]!.findings)
    expect(found).toEqual(expected)
    expect(plan(read(list(row, 'Mắm,I,HTX Hai,xã Nga Sơn,,,,,'))).counts).toMatchObject({ ask: 1, create: 1 })
  })

  test('one and two stars are kept out, aloud', () => {
    const [row] = read(list('Chè,I,HTX Một,xã Nga Sơn,2 sao,5/QĐ-UBND,1/1/2024,,'))
    expect(row).toMatchObject({ said: { product: { name: 'Chè' } } })
    expect(row?.said?.paper).toBeUndefined()
    expect(looks(row!.findings)).toContain('E2 stars/not-a-rank')
  })

  test('an officer of one commune writes only there', () => {
    const rows = read(list('Chè,I,HTX Một,phường Hải Lĩnh,,,,,'))
    const outside = planImport({ rows, current: empty, officer: { ...officer, commune: '16093' }, hash })
    expect(outside.counts).toMatchObject({ ask: 1, create: 0 })
    expect(asks(outside.rows[0]!.findings)).toEqual(['2:place place/outside'])
    expect(sayWhere(outside.rows[0]!.findings.at(-1)!, 'vi')).toBe('dòng 2, địa chỉ')
  })
})

describe('who is the same', () => {
  const base = list('Chè móc câu,I,Hợp tác xã Bình Sơn,xã Nga Sơn,3 sao,5/QĐ-UBND,1/1/2024,0900000001,35.000đ/gói')
  const after = written(empty, plan(read(base)))
  const fate = (row: string) => {
    const { rows, counts, makers, products } = plan(read(list(row)), after)
    return { is: rows[0]!.is, asks: asks(rows[0]!.findings), looks: looks(rows[0]!.findings), counts, makers, products }
  }

  test.each<[string, string]>([
    [
      'another case, tone place, spaces and short form',
      'CHÈ MÓC  CÂU,I,HTX BÌNH SƠN,xã Nga Sơn,3 sao,5/QĐ-UBND,1/1/2024,,',
    ],
    ['decomposed letters', 'Chè móc câu,I,Hợp tác xã Bình Sơn,xã Nga Sơn,,,,,'.normalize('NFD')],
    [
      'no marks, but the same phone and decision',
      'Che moc cau,I,Hop tac xa Binh Son,xã Nga Sơn,3 sao,5/QĐ-UBND,1/1/2024,0900000001,',
    ],
    [
      'another commune, but the same decision, product and subject',
      'Chè móc câu,I,Hợp tác xã Bình Sơn,phường Hải Lĩnh,3 sao,5/QĐ-UBND,1/1/2024,,',
    ],
  ])('%s', (_, row) => expect(fate(row)).toMatchObject({ is: 'unchanged', asks: [] }))

  test('a name without its marks may be another’s, so it is asked', () => {
    expect(fate('Chè lam,I,Hop tac xa Binh Son,xã Nga Sơn,,,,,')).toMatchObject({
      is: 'ask',
      asks: ['2:maker maker/alike'],
    })
    expect(fate('Che moc cau,I,Hợp tác xã Bình Sơn,xã Nga Sơn,,,,,')).toMatchObject({
      is: 'ask',
      asks: ['2:product product/alike'],
    })
  })

  test('names that differ by a tone are different makers and different products', () => {
    expect(fate('Chè móc cẩu,I,Hợp tác xã Bỉnh Sơn,xã Nga Sơn,,,,,').counts).toMatchObject({ create: 1, newMakers: 1 })
  })

  test('the same name in another commune is another maker, with an id of its own', () => {
    const { makers } = fate('Chè móc câu,I,Hợp tác xã Bình Sơn,phường Hải Lĩnh,,,,,')
    expect(makers).toMatchObject([{ is: 'create', id: 'hop-tac-xa-binh-son-16597' }])
  })

  test('two new makers of one name both carry their commune, whichever row comes first', () => {
    const rows = ['Chè,I,HTX Một,xã Nga Sơn,,,,,', 'Mắm,I,HTX Một,phường Hải Lĩnh,,,,,']
    const ids = (order: string[]) =>
      plan(read(list(...order)))
        .makers.map((one) => one.id)
        .sort()
    expect(ids(rows)).toEqual(['htx-mot-16093', 'htx-mot-16597'])
    expect(ids(rows.toReversed())).toEqual(ids(rows))
  })

  test('a new decision is added beside the old one', () => {
    const { is, products } = fate('Chè móc câu,I,HTX Bình Sơn,xã Nga Sơn,4 sao,9/QĐ-UBND,1/6/2026,,')
    expect(is).toBe('update')
    expect(products[0]).toMatchObject({
      is: 'update',
      revision: 1,
      certificates: [
        { number: '5/QĐ-UBND', stars: 3 },
        { number: '9/QĐ-UBND', stars: 4 },
      ],
    })
  })

  test('a gap is filled; what stands is kept, aloud', () => {
    const filled = fate('Chè lam,I,HTX Bình Sơn,xã Nga Sơn,,,,0900000009,')
    expect(filled.looks).toContain('2:phone maker/kept')
    expect(filled.makers).toEqual([{ is: 'unchanged', id: 'hop-tac-xa-binh-son' }])
    const dearer = fate('Chè móc câu,I,HTX Bình Sơn,xã Nga Sơn,,,,,99.000đ/gói')
    expect([dearer.is, dearer.looks]).toEqual(['unchanged', ['2:price price/kept']])
    const unpriced: Stored = {
      ...after,
      products: after.products.map((one) => ({ ...one, price: { is: 'ask' as const } })),
    }
    expect(plan(read(base), unpriced).products[0]).toMatchObject({ is: 'update', draft: { price: { dong: 35_000 } } })
  })

  test('a row said twice is written once; one said differently is asked', () => {
    const row = 'Chè,I,HTX Một,xã Nga Sơn,,,,,35.000đ/gói'
    expect(plan(read(list(row, row))).rows.map((one) => one.is)).toEqual(['create', 'repeat'])
    const differing = plan(read(list(row, row.replace('35', '45'))))
    expect(differing.rows.map((one) => one.is)).toEqual(['create', 'ask'])
    expect(differing.products).toMatchObject([{ draft: { price: { dong: 35_000 } } }])
  })

  test('one product with two decisions is one product', () => {
    const rows = [
      'Chè,I,HTX Một,xã Nga Sơn,3 sao,5/QĐ-UBND,1/1/2022,,',
      'Chè,I,HTX Một,xã Nga Sơn,4 sao,9/QĐ-UBND,1/1/2025,,',
    ]
    const { products, counts } = plan(read(list(...rows)))
    expect(counts).toMatchObject({ create: 2, newMakers: 1 })
    expect(products).toHaveLength(1)
    expect(products[0]).toMatchObject({ certificates: [{ stars: 3 }, { stars: 4 }] })
  })

  test('short forms are written out and kinds are told from names', () => {
    expect(nameKey('Cty CP SX & TM “Ví Dụ”')).toBe('công ty cổ phần sản xuất và thương mại ví dụ')
    expect(
      ['HTX Một', 'Tổ hợp tác Chè', 'Công ty TNHH A', 'Hộ kinh doanh B', 'Nguyễn Thị C', 'Trang trại D'].map(
        (name) => kindOf(name).kind,
      ),
    ).toEqual(['cooperative', 'group', 'company', 'household', 'household', 'farm'])
  })

  test('a house code is ten letters and digits that cannot be a GTIN', () => {
    fc.assert(fc.property(fc.string(), (text) => /^H[0-9A-HJKMNP-TV-Z]{9}$/.test(houseCode(hash(text)))))
  })
})

describe('laws', () => {
  const row = fc
    .record({
      product: fc.constantFrom(
        'Chè móc câu',
        'Chè lam',
        'CHÈ LAM',
        'Mắm tép',
        'Mam tep',
        'Rượu nếp',
        'Mộc Quý Phi',
        '',
      ),
      maker: fc.constantFrom(
        'HTX Bình Sơn',
        'Hợp tác xã Bình Sơn',
        'HTX Binh Son',
        'Hộ Lê Thị Hoa',
        'Hộ Lê Thị Hòa',
        'A',
      ),
      place: fc.constantFrom('xã Nga Sơn', 'phường Hải Lĩnh', 'xã Nga Thanh, huyện Nga Sơn', 'huyện Nga Sơn'),
      stars: fc.constantFrom('3 sao', '****', '', '2'),
      decision: fc.constantFrom('5/QĐ-UBND', '9/QĐ-UBND', '', '5'),
      day: fc.constantFrom('1/1/2024', '1/1/2025', ''),
      phone: fc.constantFrom('0900000001', '900000002', '', 'x'),
      price: fc.constantFrom('35.000đ/gói', '45k/gói', 'Liên hệ', '', '12.5'),
    })
    .map((one) =>
      [one.product, '', one.maker, `"${one.place}"`, one.stars, one.decision, one.day, one.phone, one.price].join(','),
    )

  test('whatever the list, writing it and reading it again changes nothing, and no row is lost', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), fc.array(row, { maxLength: 6 }), (first, second) => {
        const before = written(empty, plan(read(list('Chè,I,HTX Một,xã Nga Sơn,,,,,', ...second))))
        const rows = read(list('Chè,I,HTX Một,xã Nga Sơn,,,,,', ...first))
        const one = plan(rows, before)
        const after = written(before, one)
        const two = plan(rows, after)
        const { create, update, unchanged, ask, repeat } = one.counts
        expect(create + update + unchanged + ask + repeat).toBe(rows.length)
        expect(two.counts).toMatchObject({ create: 0, update: 0, newMakers: 0, changedMakers: 0, ask })
        expect(written(after, two)).toEqual(after)
        expect(new Set(after.products.map((product) => product.id)).size).toBe(after.products.length)
      }),
      { numRuns: 150, seed: 20261122 },
    )
  })
})
