import { readPhone } from '@nguon/people/phone'
import { countRate, type RateRefusal } from '@nguon/people/rate'
import { sameSeal, seal } from '@nguon/people/seal'
import { removeFile } from '@nguon/store/files'
import { lotKnown, readLinks } from '@nguon/store/link'
import { readProduct } from '@nguon/store/product'
import { readRates } from '@nguon/store/rate'
import { type Counted, listLapsed, moveReport, readReported, reporter } from '@nguon/store/report'
import { issueOf } from '@nguon/store/stamps'
import { decideReport, type ReportDraft } from '@nguon/trace/report'
import { makeReportNumber } from '@nguon/trace/report-number'
import { reportRates } from '@nguon/trace/report-rule'
import { readSerial } from '@nguon/trace/stamp'
import type { House } from './house.ts'
import { readOfProduct } from './stamp-number.ts'

/** The token in a report's own link: 22 characters that only the house can make for this number, so that an answer's message may carry it too. */
export const tokenOf = ({ secrets }: House, number: string): string =>
  seal(secrets.report, 'report', `link\n${number}`).slice(0, 22)

export const opens = (house: House, number: string, token: string): boolean => sameSeal(tokenOf(house, number), token)

export const reportPath = (house: House, number: string): string => `/bao/so/${number}?k=${tokenOf(house, number)}`

/** The same form sent twice is the same number; without one, chance. */
export const numberFor = (house: House, form: string | undefined): string =>
  makeReportNumber(
    form === undefined
      ? house.random(7)
      : Buffer.from(seal(house.secrets.report, 'report', `number\n${form}`), 'base64url'),
  )

type Claimed = { product?: string; lot?: string; serial?: string }
type About = Pick<ReportDraft, 'province' | 'goods' | 'lot' | 'serial' | 'stranger'>

/**
 * What a page's address names, checked: goods that the public may know of, a lot of theirs, a stamp we issued. Whatever is none of
 * ours is kept as it was told: a code that nobody issued is the plainest fake there is, and goes to the province.
 */
export async function aboutOf(house: House, claimed: Claimed): Promise<About> {
  const told = [claimed.product, claimed.lot, claimed.serial].filter(Boolean).join(' / ').slice(0, 80)
  const stranger = { province: house.province, ...(told ? { stranger: told } : {}) }
  const known = claimed.product ? await readLinks(house.table, claimed.product) : undefined
  const product = known && (await readProduct(house.table, known.product))
  if (!known || !product) return stranger
  const stamp = stampOf(house, claimed, product)
  const shown = known.state !== 'draft' && known.state !== 'submitted'
  if (!shown && !stamp) return stranger
  const lot = stamp
    ? (await issueOf(house.table, product.id, stamp.index))?.lot
    : claimed.lot && (await lotKnown(house.table, product.id, claimed.lot))
      ? claimed.lot
      : undefined
  const { id, name, maker, makerName, commune, province, example } = product
  return {
    ...{ province, goods: { product: id, name, maker, makerName, commune, ...(example ? { example } : {}) } },
    ...(lot ? { lot } : {}),
    ...(stamp ? { serial: stamp.serial } : claimed.serial ? { stranger: claimed.serial.slice(0, 80) } : {}),
  }
}

function stampOf({ stampKeys }: House, { product, serial }: Claimed, known: { id: string; gtin?: string | undefined }) {
  if (!serial) return undefined
  const own = readOfProduct(stampKeys, { id: known.id, gtin: known.gtin }, serial)
  if (!('code' in own)) return own
  const other = readSerial(stampKeys, product ?? '', serial)
  return 'code' in other ? undefined : other
}

/** Counts a report from a phone and from an address, or says when the next may come. */
export async function countReport(
  house: House,
  { device, address }: { device: string; address: string },
): Promise<Counted[] | RateRefusal> {
  const asked = [
    { what: `report-device#${device}`, limits: reportRates.device },
    { what: `report-address#${address}`, limits: reportRates.address },
  ]
  const windows = await readRates(
    house.table,
    asked.map(({ what }) => what),
  )
  const counted: Counted[] = []
  for (const [at, { what, limits }] of asked.entries()) {
    const was = windows[at]
    const rate = countRate(limits, was, house.now())
    if ('code' in rate) return rate
    counted.push({ what, window: rate.window, was })
  }
  return counted
}

/** A phone left with a report, where one was left. */
export const readLeft = (text: string | undefined) => (text?.trim() ? readPhone(text) : undefined)

/** Reports whose time to be asked about again is over are closed; each is asked anew, so a run may be repeated or broken off. */
export async function closeReports(house: House): Promise<number> {
  let closed = 0
  for (const number of await listLapsed(house.table, house.now().toISOString(), 100)) {
    const it = await readReported(house.table, number)
    const facts = it && decideReport({ do: 'lapse' }, it.report, house.now())
    if (!it || !facts || 'code' in facts || facts.length === 0) continue
    const done = await moveReport(house.table, it, facts)
    if (!('code' in done)) closed += 1
  }
  return closed
}

/** The record of who reported is gone, so its picture goes too. */
export async function forgetReporter(house: House, gone: unknown): Promise<void> {
  const { picture } = reporter.parse(gone)
  if (picture) await removeFile(house.imports, picture.key)
}
