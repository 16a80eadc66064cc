import { checkDigit } from '@nguon/gs1/check-digit'
import { dayIn } from '@nguon/listing/day'
import { drawingFor } from '@nguon/listing/group'
import { fold } from '@nguon/listing/text'
import { writeCookie } from '@nguon/people/cookie'
import { openSession } from '@nguon/people/session'
import { addSession } from '@nguon/store/session'
import { humanSerial, serialOf } from '@nguon/trace/stamp'
import { bringOperator } from '../bootstrap.ts'
import type { House } from '../house.ts'
import { stampLink } from '../stamp-link.ts'
import { households } from './households.ts'
import pictures from './pictures.json' with { type: 'json' }
import { keepTea } from './tea.ts'
import province from './thanh-hoa.json' with { type: 'json' }

type App = { fetch(request: Request): Response | Promise<Response> }
type Said = Record<string, unknown>

export const people = {
  operator: { name: 'Điều hành (ví dụ)', phone: '0900000001' },
  officer: { name: 'Cán bộ tỉnh (ví dụ)', phone: '0900000002' },
  household: { name: 'Bà Mai (ví dụ)', phone: '0900000003' },
} as const

/** No bank has this number, so a banking app refuses the demo's codes and no stranger is paid. */
const nowhere = { bin: '999999', account: '0000000000', holder: 'TAI KHOAN THU' }
const day = 86_400_000
const note = 'Ảnh, giá, quy cách, tiêu chuẩn, số lượng và lô hàng trên trang này là dữ liệu mẫu.'

/** What the demo leaves behind for those who open it. */
export type Demo = {
  apiKey: string
  stamp: { link: string; gtin: string; lot: string; serial: string; human: string }
  product: { path: string }
}

/**
 * A demo province, brought in through the API itself as its people would: real OCOP products of Thanh Hóa whose subjects are
 * cooperatives, groups and firms, and invented households that say so. GTINs have GS1's example prefix 952.
 */
export async function seedDemo(house: House, api: App): Promise<Demo> {
  const first = await bringOperator(house, { ...people.operator, example: true })
  if ('code' in first) throw new Error(`the demo is there already: ${first.code}`)
  const call: Call = async (who, method, path, body) => {
    const bytes = body instanceof Uint8Array
    const headers = { cookie: who, 'content-type': bytes ? 'image/webp' : 'application/json', origin: house.origin }
    const sent = bytes ? body : JSON.stringify(body)
    const answer = await api.fetch(
      new Request(`${house.origin}${path}`, { method, headers, ...(body ? { body: sent as BodyInit } : {}) }),
    )
    const said = (await answer.json()) as Said
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said)}`)
    return said
  }
  const operator = await enter(house, first.person.id)
  const officerPerson = await call(operator, 'POST', '/v1/people', {
    ...people.officer,
    roles: [{ is: 'province-officer', province: '38' }],
  })
  const officer = await enter(house, String(officerPerson.id))

  const makers = new Map<string, string>()
  for (const maker of [...province.makers, ...households.makers]) {
    const { story, example, ...said } = { story: undefined, example: undefined, ...maker }
    const made = await call(officer, 'POST', '/v1/producers', {
      ...{ ...said, province: '38', businessRegistered: !example, bank: nowhere },
      ...(story ? { story } : {}),
      ...(example ? { example } : {}),
    })
    makers.set(maker.name, String(made.id))
  }
  const mai = makers.get(households.makers[0]!.name)!
  const householdPerson = await call(operator, 'POST', '/v1/people', {
    ...people.household,
    roles: [{ is: 'household', maker: mai }],
  })

  const household = await enter(house, String(householdPerson.id))

  let shown: Demo['stamp'] | undefined
  const goods = [...province.products, ...households.products]
  for (const [at, it] of goods.entries()) {
    const gtin = gtinOf(at)
    const lot = lotOf(it.name, house.now())
    await list(call, officer, house, { ...listed(it), gtin, maker: makers.get(it.maker)! }, at)
    const made = dayIn(new Date(house.now().getTime() - (6 + (at % 9)) * day))
    await call(officer, 'POST', `/v1/products/${gtin}/lots`, {
      lot,
      made,
      expires: `${Number(made.slice(0, 4)) + 1}${made.slice(4).replace('-02-29', '-02-28')}`,
      quantity: { number: 'quantity' in it ? it.quantity : 480, uom: 'H87' },
    })
    if ('grown' in it)
      await keepTea(call, household, officer, { maker: makers.get(it.maker)!, product: gtin, lot, made })
    const tell = (kind: string, days: number, said: string, checked: boolean) =>
      call(officer, 'POST', `/v1/products/${gtin}/lots/${lot}/events`, {
        kind,
        at: new Date(house.now().getTime() - days * day).toISOString(),
        note: said,
        checked,
      })
    await tell('inspecting', 4, 'Xem nơi làm và nguyên liệu của lô', true)
    await tell('packing', 3, 'Đóng gói, dán nhãn, dán tem', false)
    await tell('shipping', 2, 'Giao ra chợ và điểm bán trong tỉnh', false)
    if (at % 5 === 0 || it.name.includes('Atiso') || 'grown' in it) {
      const path = `/v1/products/${gtin}/lots/${lot}/stamps`
      const issue = await call(officer, 'POST', path, { count: 650 })
      const range = { first: issue.first, last: issue.last }
      await call(officer, 'POST', `${path}/ranges`, { ...range, do: 'print' })
      await call(officer, 'POST', `${path}/ranges`, { ...range, last: Number(issue.first) + 479, do: 'activate' })
      if (it.name.includes('Atiso') || !shown) {
        const serial = serialOf(house.stampKeys, gtin, Number(issue.first))
        shown = { link: stampLink(house.origin, gtin, lot, serial), gtin, lot, serial, human: humanSerial(serial) }
      }
    }
  }
  const tea = goods.findIndex((it) => 'grown' in it)
  await call('', 'POST', '/v1/reports', {
    ...{ kind: 'wrong', product: gtinOf(tea), lot: lotOf(goods[tea]!.name, house.now()) },
    words: 'Gói tôi mua nhẹ hơn số ghi trên trang (báo mẫu)',
  })
  return { apiKey: first.apiKey, stamp: shown!, product: { path: `/hang/${shown!.gtin}` } }
}

type Listed = {
  name: string
  group: string
  criteriaSet: number
  dong: number
  unit: string
  pack?: string
  story?: string
  gtin: string
  maker: string
  decision?: { number: string; stars: number; issued?: string; year?: number }
}
type Call = (who: string, method: string, path: string, body?: Said | Uint8Array) => Promise<Said>

const listed = <T extends object>(it: T) => {
  const { quantity: _, grown: __, ...rest } = { quantity: undefined, grown: undefined, ...it }
  return rest as Omit<T, 'quantity' | 'grown'>
}

/** Drafts a listing with a picture that says it is a drawing, puts its decision on it, and takes it through the officer's look. */
async function list(call: Call, officer: string, house: House, it: Listed, at: number): Promise<void> {
  const { dong, unit, decision, gtin, ...said } = it
  const draft = await call(officer, 'POST', '/v1/products', {
    ...{
      ...said,
      gtin,
      price: { is: 'exact', dong, unit },
      description: note,
      standard: `TCCS ${String((at % 9) + 1).padStart(2, '0')}:2026 (mẫu)`,
      left: 24 + ((at * 37) % 300),
    },
  })
  const key = `${drawingFor(it as Parameters<typeof drawingFor>[0])}-${it.group}`
  const bytes = Buffer.from(pictures[key as keyof typeof pictures], 'base64')
  const alt = `Hình vẽ minh họa cho ${it.name}, dữ liệu mẫu`
  const picture = await call(officer, 'POST', `/v1/products/${gtin}/pictures?alt=${encodeURIComponent(alt)}`, bytes)
  const pictured = await call(officer, 'PATCH', `/v1/products/${gtin}`, {
    ...{ revision: draft.revision, pictures: [picture] },
  })
  if (decision) {
    const { number, stars, issued, year } = decision
    const paper = {
      kind: 'ocop',
      number,
      issuer: 'UBND tỉnh Thanh Hóa',
      stars,
      state: 'recognised',
      check: { by: people.officer.name, at: house.now().toISOString() },
    }
    await call(officer, 'PUT', `/v1/products/${gtin}/certificates`, {
      revision: pictured.revision,
      certificates: [{ ...paper, ...(issued ? { issued } : { year }) }],
    })
  }
  await call(officer, 'POST', `/v1/products/${gtin}/publication`, { do: 'submit' })
  await call(officer, 'POST', `/v1/products/${gtin}/publication`, { do: 'publish' })
}

/** GTIN-14 of the nth product under GS1's example prefix. */
export function gtinOf(at: number): string {
  const body = `0952012345${String(at + 100).padStart(3, '0')}`
  return body + checkDigit(body)
}

const lotOf = (name: string, now: Date) => {
  const letters = fold(name)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => word[0]!.toUpperCase())
    .join('')
    .slice(0, 2)
  return `${letters.padEnd(2, 'X')}-${dayIn(now).slice(2, 4)}${dayIn(now).slice(5, 7)}`
}

async function enter(house: House, person: string): Promise<string> {
  const { token, record } = openSession({ chance: house.random(32), person, agent: '', now: house.now() })
  await addSession(house.table, record)
  return writeCookie(token, record.expiresAt, house.now()).split(';')[0]!
}
