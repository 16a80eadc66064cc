import { createHash } from 'node:crypto'

/**
 * Every key of the one table, under the questions it answers.
 *
 *  1 product by id, its links, its stock, its stamp counter        PRODUCT#{id} / PRODUCT · LINKS · STOCK · STAMPS
 *  2 earlier versions of a product or a maker                      PRODUCT#{id} | PRODUCER#{id} / REV#{n}
 *    a product's own links, and what they were before              PRODUCT#{id} / OWNLINKS · OWNLINKS#{version}
 *  3 lots of a product; the latest of them in one record           PRODUCT#{id} / LOT#{lot} · LATEST
 *  4 the issue a stamp index belongs to, one bounded query         PRODUCT#{id} / ISSUE#{last index}
 *  5 everything a passport page needs, one read                    LOT#{id}#{lot} / PASSPORT
 *  6 a lot's events in order, appended at its head                 LOT#{id}#{lot} / EVENT#{seq} · HEAD
 *  6b a lot's heads in the log of heads, by their number         LOT#{id}#{lot} / ANCHOR#{seq}
 *  7 what scans said of one stamp                                  STAMP#{id}#{serial} / STAMP · SCAN#{hour}#{device}
 *  7b printings of a lot, newest first; its stamps printed once    LOT#{id}#{lot} / PRINT#{id} · PRINTED
 *  7c printers and papers of a maker or a person                   OWNER#{maker:… | person:…} / PRINTER#{id} · PAPER#{id}
 *  8 maker by id                                                   PRODUCER#{id} / PRODUCER
 *  9 products, people, orders of a maker                           index maker
 * 10 makers of a commune                                           index place
 * 11 published products of a province, of a group, of a commune    SHELF#{shelf} / {last place of the board} ; TOLD / TOLD
 * 12 published of a province; what waits for an officer;
 *    notices that paid no order, oldest first                     index desk
 * 13 person, login code, rate, session, key, audit by month        PERSON# · PHONE# · CODE# · RATE# · SESSION# · KEY# · AUDIT#
 * 14 order by reference with its facts; a bank's notice once       ORDER#{ref} / ORDER · FACT#{n} ; NOTICE#{provider}#{id} / NOTICE
 * 14b the log of heads: how far it is, heads that wait, its roots  LOG / STATE · WAITING#{line} · ROOT#{size}
 * 14c the log's tiles: entries, and hashes above them             LOG#{row} / TILE#{n}
 * 15 plots and crops of a maker; a crop's diary, chained          PRODUCER#{id} / PLOT#{id} · CROP#{id} ; CROP#{id} / EVENT#{seq} · HEAD
 * 16 a request that was answered; an import and its rows           IDEM#{who}#{key} / IDEM ; IMPORT#{id} / IMPORT · ROW#{n}
 * 17 the operator's own company prefixes, each its numbers' counter   PREFIX / PREFIX#{prefix}
 * 18 what was done to ranges of a lot's stamps; its scans in sum      LOT#{id}#{lot} / RANGE#{instant}#{id} · SCANS
 * 19 stamps of a maker that a copy rule holds something against     index maker
 * 20 events of one id; events that name a thing, by time           EVENTID#{hash} / ID#{owner}#{told|back} · BODY#… ; THING#{term} / {instant}#{id}
 * 21 events by the time told or recorded, all; of one owner          index desk · place of ID#; index maker of ID# · THING#
 * 22 a capture job; those of one party                             CAPTURE#{id} / CAPTURE ; index desk
 * 23 what officers saw of the ten items, of a product and of a lot  PRODUCT#{id} | LOT#{id}#{lot} / CHECKS
 * 24 a recall, what is left to write of it; those in force by time,
 *    those of a province, of a maker, tasks not done              RECALL#{id} / RECALL · TASK#{n} ; index desk · place · maker
 * 25 a report with its facts; who sent it, their words and picture, for a time;
 *    open ones of a province, of a commune by deadline, ended ones by
 *    time, a maker's, those that may still be reopened                REPORT#{number} / REPORT · REPORTER ; index desk · place · maker
 */
export type Key = { pk: string; sk: string }

const padded = (n: number, width: number) => String(n).padStart(width, '0')

export const productKey = (id: string): Key => ({ pk: `PRODUCT#${id}`, sk: 'PRODUCT' })
export const linksKey = (id: string): Key => ({ pk: `PRODUCT#${id}`, sk: 'LINKS' })
export const prefixKey = (prefix: string): Key => ({ pk: 'PREFIX', sk: `PREFIX#${prefix}` })
export const ownLinksKey = (id: string): Key => ({ pk: `PRODUCT#${id}`, sk: 'OWNLINKS' })
export const earlierLinksKey = (id: string, version: number): Key => ({
  pk: `PRODUCT#${id}`,
  sk: `OWNLINKS#${padded(version, 6)}`,
})
export const stockKey = (id: string): Key => ({ pk: `PRODUCT#${id}`, sk: 'STOCK' })
/** The latest lots of a product in one record, for its page. */
export const latestKey = (id: string): Key => ({ pk: `PRODUCT#${id}`, sk: 'LATEST' })
export const stampsKey = (id: string): Key => ({ pk: `PRODUCT#${id}`, sk: 'STAMPS' })
export const revisionKey = (pk: string, revision: number): Key => ({ pk, sk: `REV#${padded(revision, 6)}` })
export const lotKey = (product: string, lot: string): Key => ({ pk: `PRODUCT#${product}`, sk: `LOT#${lot}` })
export const issueKey = (product: string, last: number): Key => ({
  pk: `PRODUCT#${product}`,
  sk: `ISSUE#${padded(last, 9)}`,
})
export const passportKey = (product: string, lot: string): Key => ({ pk: `LOT#${product}#${lot}`, sk: 'PASSPORT' })
export const lotLine = (product: string, lot: string): string => `LOT#${product}#${lot}`
export const plotKey = (maker: string, plot: string): Key => ({ pk: `PRODUCER#${maker}`, sk: `PLOT#${plot}` })
export const cropKey = (maker: string, crop: string): Key => ({ pk: `PRODUCER#${maker}`, sk: `CROP#${crop}` })
export const cropLine = (crop: string): string => `CROP#${crop}`
export const checksAt = (line: string): Key => ({ pk: line, sk: 'CHECKS' })
export const headAt = (line: string): Key => ({ pk: line, sk: 'HEAD' })
export const chainedAt = (line: string, seq: number): Key => ({ pk: line, sk: `EVENT#${padded(seq, 6)}` })
export const anchorKey = (line: string, seq: number): Key => ({ pk: line, sk: `ANCHOR#${padded(seq, 6)}` })
export const logKey: Key = { pk: 'LOG', sk: 'STATE' }
export const waitingKey = (line: string): Key => ({ pk: 'LOG', sk: `WAITING#${line}` })
export const rootKey = (size: number): Key => ({ pk: 'LOG', sk: `ROOT#${padded(size, 12)}` })
export const tileKey = (row: number, n: number): Key => ({ pk: `LOG#${row}`, sk: `TILE#${padded(n, 9)}` })
/** What was done to ranges of a lot's stamps, in time. */
export const rangeKey = (product: string, lot: string, at: string, id: string): Key => ({
  pk: lotLine(product, lot),
  sk: `RANGE#${at}#${id}`,
})
export const lotScansKey = (product: string, lot: string): Key => ({ pk: lotLine(product, lot), sk: 'SCANS' })
export const printKey = (product: string, lot: string, id: string): Key => ({
  pk: `LOT#${product}#${lot}`,
  sk: `PRINT#${id}`,
})
export const printedKey = (product: string, lot: string): Key => ({ pk: `LOT#${product}#${lot}`, sk: 'PRINTED' })
/** `owner` is `maker:{id}` or `person:{id}`: what a household has it shares, an officer's is their own. */
export const printerKey = (owner: string, id: string): Key => ({ pk: `OWNER#${owner}`, sk: `PRINTER#${id}` })
export const paperKey = (owner: string, id: string): Key => ({ pk: `OWNER#${owner}`, sk: `PAPER#${id}` })
export const stampKey = (product: string, serial: string): Key => ({ pk: `STAMP#${product}#${serial}`, sk: 'STAMP' })
export const scanKey = (product: string, serial: string, hour: string, device: string): Key => ({
  pk: `STAMP#${product}#${serial}`,
  sk: `SCAN#${hour}#${device}`,
})
export const producerKey = (id: string): Key => ({ pk: `PRODUCER#${id}`, sk: 'PRODUCER' })
export const personKey = (id: string): Key => ({ pk: `PERSON#${id}`, sk: 'PERSON' })
export const phoneKey = (hash: string): Key => ({ pk: `PHONE#${hash}`, sk: 'PHONE' })
export const codeKey = (hash: string): Key => ({ pk: `CODE#${hash}`, sk: 'CODE' })
export const rateKey = (what: string): Key => ({ pk: `RATE#${what}`, sk: 'RATE' })
export const sessionKey = (hash: string): Key => ({ pk: `SESSION#${hash}`, sk: 'SESSION' })
export const apiKeyKey = (id: string): Key => ({ pk: `KEY#${id}`, sk: 'KEY' })
export const auditKey = (at: string, id: string): Key => ({ pk: `AUDIT#${at.slice(0, 7)}`, sk: `${at}#${id}` })
export const orderKey = (ref: string): Key => ({ pk: `ORDER#${ref}`, sk: 'ORDER' })
export const factKey = (ref: string, n: number): Key => ({ pk: `ORDER#${ref}`, sk: `FACT#${padded(n, 6)}` })
export const noticeKey = (provider: string, id: string): Key => ({ pk: `NOTICE#${provider}#${id}`, sk: 'NOTICE' })
export const answerKey = (who: string, key: string): Key => ({ pk: `IDEM#${who}#${key}`, sk: 'IDEM' })
export const importKey = (id: string): Key => ({ pk: `IMPORT#${id}`, sk: 'IMPORT' })
export const rowKey = (id: string, row: number): Key => ({ pk: `IMPORT#${id}`, sk: `ROW#${padded(row, 6)}` })
export const recallKey = (id: string): Key => ({ pk: `RECALL#${id}`, sk: 'RECALL' })
export const recallTaskKey = (id: string, n: number): Key => ({ pk: `RECALL#${id}`, sk: `TASK#${padded(n, 3)}` })
export const reportKey = (number: string): Key => ({ pk: `REPORT#${number}`, sk: 'REPORT' })
export const reporterKey = (number: string): Key => ({ pk: `REPORT#${number}`, sk: 'REPORTER' })
/** A board of a shelf holds the cards up to its last place. */
export const boardKey = (shelf: string, to: string): Key => ({ pk: `SHELF#${shelf}`, sk: to })
/** How far all products have been told again after a change of form. */
export const toldKey: Key = { pk: 'TOLD', sk: 'TOLD' }
/** Names that others chose may be longer than a key: those are hashed. */
const short = (text: string) =>
  text.length <= 400 ? text : `#${createHash('sha256').update(text).digest('base64url')}`
const turned = (back: boolean) => (back ? 'back' : 'told')
export const eventsOf = (eventID: string): string => `EVENTID#${short(eventID)}`
export const eventIdKey = (eventID: string, owner: string, back: boolean): Key => ({
  pk: eventsOf(eventID),
  sk: `ID#${owner}#${turned(back)}`,
})
export const eventBodyKey = (eventID: string, owner: string, back: boolean): Key => ({
  pk: eventsOf(eventID),
  sk: `BODY#${owner}#${turned(back)}`,
})
export const thingPk = (term: string): string => `THING#${short(term)}`
export const captureKey = (id: string): Key => ({ pk: `CAPTURE#${id}`, sk: 'CAPTURE' })
export const captureList = (party: string): string => `CAPTURES#${party}`

/** How many partitions the index of all events is spread over. */
export const eventShards = 8
/** The indexes of events by time: all of them on `desk` by when they happened and on `place` by when they were recorded, an owner's on `maker` by both. */
export const eventsAt = (clock: 'eventTime' | 'recordTime', of: { shard: number } | { owner: string }) => {
  const name = clock === 'eventTime' ? 'EVENTS' : 'RECORDED'
  return 'shard' in of
    ? ({ index: clock === 'eventTime' ? 'desk' : 'place', pk: `${name}#${of.shard}` } as const)
    : ({ index: 'maker', pk: `${name}#${of.owner}` } as const)
}

/** Index keys: what an item adds to itself to be found by more than its name. */
export const ofMaker = (
  maker: string,
  what: 'PRODUCT' | 'PERSON' | 'ORDER' | 'WARNING' | 'RECALL' | 'REPORT',
  order: string,
) => ({
  makerPk: `MAKER#${maker}#${what}`,
  makerSk: order,
})
export const ofPerson = (person: string, what: 'SESSION' | 'KEY', order: string) => ({
  makerPk: `PERSON#${person}#${what}`,
  makerSk: order,
})
export const inCommune = (commune: string, what: 'PRODUCER' | 'REPORT' | 'REPORTDONE', order: string) => ({
  placePk: `COMMUNE#${commune}#${what}`,
  placeSk: order,
})
export const ofProvince = (province: string, what: 'RECALL', order: string) => ({
  placePk: `PROVINCE#${province}#${what}`,
  placeSk: order,
})
export const onDesk = (list: string, order: string) => ({ deskPk: list, deskSk: order })
export const freshList = (province: string) => `FRESH#${province}`
export const worklist = (province: string) => `DESK#${province}`
export const importList = (province: string) => `IMPORTS#${province}`
export const peopleList = 'PEOPLE'
export const keyList = 'KEYS'
export const waitingNotices = 'NOTICES'
export const recallList = 'RECALLS'
export const recallTasks = 'RECALLTASKS'
export const reportList = (province: string, open: boolean) => `${open ? 'REPORTS' : 'REPORTSDONE'}#${province}`
export const reopenable = 'REOPENABLE'
