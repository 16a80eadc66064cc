import { dayIn } from '@nguon/listing/day'
import { readLinks } from '@nguon/store/link'
import { listLots } from '@nguon/store/lot'
import { addScan, type Passport, readPassport, readScanned } from '@nguon/store/passport'
import { issueOf } from '@nguon/store/stamps'
import { lotNumber } from '@nguon/trace/lot'
import { medianOf } from '@nguon/trace/lot-scans'
import { countScan, deviceToken, hourOf, type Verdict, verdict } from '@nguon/trace/scan'
import { stateAt } from '@nguon/trace/segment'
import { humanSerial, readSerial, retiredOn } from '@nguon/trace/stamp'
import type { House } from './house.ts'
import { provinceOf } from './region.ts'

/** What a scan needs of the house, so that the function which answers scans opens no more. */
export type ScanHouse = Pick<House, 'table' | 'now' | 'stampKeys'> & { secrets: Pick<House['secrets'], 'device'> }

export type ScanAnswer = { verdict: Verdict; passport?: Passport; human?: string; at: string }
export type Scanned = { product: string; lot?: string; serial: string; headers: Headers; address: string }

/**
 * Answers a scan: the keyed check first, then one read of the lot's passport with the stamp's counts, beside one write of this scan.
 * An invented serial costs no read of a stamp. A scan that cannot be written never keeps the page from being shown.
 */
export async function answerScan(house: ScanHouse, asked: Scanned): Promise<ScanAnswer> {
  const now = house.now()
  const at = now.toISOString()
  const { product, check } = await readStamp(house, asked)
  if ('code' in check) return { verdict: verdict({ check, now }), at }

  if (asked.lot !== undefined && !lotNumber.safeParse(asked.lot).success)
    return { verdict: { is: 'not-ours', why: 'other-lot' }, at }
  const lot = asked.lot ?? (await lotOf(house, product, check.index))
  if (!lot) return { verdict: { is: 'not-ours', why: 'other-lot' }, at }

  const scan = {
    hour: hourOf(now),
    device: deviceToken(
      house.secrets.device,
      asked.address,
      asked.headers.get('user-agent') ?? '',
      dayIn(now).slice(0, 7),
    ),
    ...provinceField(asked.headers),
  }
  const { serial } = check
  const [first] = await Promise.all([
    readScanned(house.table, product, lot, serial),
    waitedFor(addScan(house.table, { product, lot, serial, ...scan }), product),
  ])
  const read = first.passport ? first : { ...first, passport: await passportOfAlias(house, product, lot) }
  const { passport } = read
  if (!passport) return { verdict: { is: 'not-ours', why: 'other-lot' }, at }
  const judged = verdict({
    ...{ check, now, recalls: passport.recalls, expires: passport.lot.expires },
    ...{ displays: passport.displays, median: medianOf(read.scans) },
    retired: retiredOn(house.stampKeys, check.key),
    segment: stateAt(passport.segments, check.index),
    stamp: countScan(read.stamp, scan),
  })
  return { verdict: judged, passport, human: humanSerial(serial), at }
}

/**
 * The keyed check, over the number the stamp was scanned with. A number typed by hand comes with the product it was looked up by,
 * which may have been given a GTIN since: then its other number is tried, for one small read.
 */
async function readStamp(house: ScanHouse, { product, lot, serial }: Scanned) {
  const check = readSerial(house.stampKeys, product, serial)
  if (!('code' in check) || check.why === 'shape' || lot !== undefined) return { product, check }
  const known = await readLinks(house.table, product)
  const other = known?.gtin === product ? known.product : known?.gtin
  const again = other === undefined ? check : readSerial(house.stampKeys, other, serial)
  return other === undefined || 'code' in again ? { product, check } : { product: other, check: again }
}

/** The lot a stamp was issued for: under the product's name in the table, whichever of its numbers the stamp carries. */
async function lotOf(house: ScanHouse, product: string, index: number): Promise<string | undefined> {
  const own = await issueOf(house.table, product, index)
  if (own) return own.lot
  const meant = (await readLinks(house.table, product))?.aliasOf
  return meant ? (await issueOf(house.table, meant, index))?.lot : undefined
}

/** How many milliseconds of a scan's write a page waits for; written beside the read, it is as a rule done before the read is. */
const writePatience = 300

/**
 * Waits until a scan is written, and not longer than a page may wait. One left behind goes on: on Lambda a function sleeps once it
 * has answered, so what was sent is written and its confirmation, or a further try, comes when the function next wakes; only a try
 * still owed when a function is thrown away is lost, and the log has said so before.
 */
async function waitedFor(writing: Promise<boolean>, product: string): Promise<void> {
  const say = (what: string, why?: unknown) =>
    console.error(JSON.stringify({ what, product, ...(why === undefined ? {} : { why: String(why) }) }))
  let bell: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    bell = setTimeout(resolve, writePatience, 'late')
  })
  const written = writing.then(
    () => 'done',
    (error: unknown) => say('a scan was not counted', error),
  )
  if ((await Promise.race([written, late])) === 'late') say('a scan is not yet counted')
  clearTimeout(bell)
}

/** A stamp under a GTIN that was corrected since: its goods are kept under the new one. Only such a stamp costs this second look. */
async function passportOfAlias(house: ScanHouse, product: string, lot: string): Promise<Passport | undefined> {
  const meant = (await readLinks(house.table, product))?.aliasOf
  return meant ? readPassport(house.table, meant, lot) : undefined
}

function provinceField(headers: Headers): { province?: string } {
  const province = provinceOf(headers)
  return province ? { province } : {}
}

/** A page without a serial: the lot's passport, or for a product alone that of its latest public lot. */
export async function look(house: ScanHouse, asked: { product: string; lot?: string }): Promise<Passport | undefined> {
  const product = (await readLinks(house.table, asked.product))?.product
  if (!product) return undefined
  if (asked.lot) return readPassport(house.table, product, asked.lot)
  const { items } = await listLots(house.table, product, 6)
  let newest: Passport | undefined
  for (const { lot } of items) {
    const passport = await readPassport(house.table, product, lot)
    if (passport && !passport.hidden) return passport
    newest ??= passport
  }
  return newest
}
