import { keepFace, type Passport, passportItem, readPassport, readScanned } from '@nguon/store/passport'
import { isNew, openTable, put, type Table } from '@nguon/store/table'
import { beforeAll, expect, test } from 'vitest'
import { freshTable } from '../engine.ts'

let table: Table
const page: Passport = {
  product: '09520123456788',
  lot: { lot: 'AT-2611', made: '2026-11-17' },
  card: { name: 'Nước cốt hoa “Atiso”', group: 'II', drawing: 'atiso', price: { is: 'ask' }, state: 'published' },
  maker: {
    id: 'hoan-ngoc',
    name: 'Hoàn Ngọc',
    kind: 'company',
    commune: '16597',
    communeName: 'Hải Lĩnh',
    provinceName: 'Thanh Hóa',
  },
  certificates: [],
  steps: [{ kind: 'packing', at: '2026-11-17T02:00:00Z', day: '2026-11-17', who: 'declared' }],
  segments: [{ first: 0, last: 9, state: 'issued', at: '2026-11-18T09:20:00.000Z' }],
  version: 1,
}
const { lot } = page.lot

beforeAll(async () => {
  const { name, config } = await freshTable()
  table = openTable(name, config)
})

test('a passport is read as it was written, by its keeper and by a scan', async () => {
  await put(table, passportItem(page), isNew)
  expect(await readPassport(table, page.product, lot)).toEqual(page)
  expect((await readScanned(table, page.product, lot, 'K7MQ2R9DFH3P')).passport).toEqual(page)
})

test('its face is written over whole, and leaves stamps and recall to their owners', async () => {
  const { segments: _, version: __, ...face } = page
  const changed = { ...face, card: { ...page.card, state: 'withdrawn' as const } }
  expect(await keepFace(table, changed, true)).toBe(true)
  expect(await readPassport(table, page.product, lot)).toEqual({ ...page, ...changed })
  expect(await keepFace(table, { ...face, product: 'KHONGCO1' }, true)).toBe(false)
})

test('a record from before faces were one text is still read, and its old fields yield to a new face', async () => {
  const old = { ...passportItem(page), pk: 'LOT#CHEXANH#L1', face: undefined, product: 'CHEXANH' }
  const { card, maker, certificates, steps } = page
  await put(table, { ...old, card, maker, certificates, steps, lot: { ...page.lot, lot: 'L1' } }, isNew)
  const read = await readPassport(table, 'CHEXANH', 'L1')
  expect(read).toMatchObject({ card, product: 'CHEXANH' })
  const { segments: _, version: __, ...face } = read!
  await keepFace(table, { ...face, card: { ...card, name: 'Chè xanh' } }, true)
  expect((await readPassport(table, 'CHEXANH', 'L1'))?.card.name).toBe('Chè xanh')
})
