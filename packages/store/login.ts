import { type LoginCode, loginCode } from '@nguon/people/login'
import { type RateWindow, rateWindow } from '@nguon/people/rate'
import { codeKey, rateKey } from './key.ts'
import { countAct } from './rate.ts'
import { type Belief, bare, readItems, type Table, write } from './table.ts'

/** What a login asks of the table, in one read: the last code of a phone, and how often phone and address asked. */
export async function readLogin(table: Table, phoneHash: string, address: string) {
  const [code, phone, from] = await readItems(table, [
    codeKey(phoneHash),
    rateKey(`phone#${phoneHash}`),
    rateKey(`address#${address}`),
  ])
  return {
    code: code && loginCode.parse(bare(code)),
    rates: { phone: phone && rateWindow.parse(bare(phone)), address: from && rateWindow.parse(bare(from)) },
  }
}
export type LoginRead = Awaited<ReturnType<typeof readLogin>>

/** Keeps a new code and both counts, believing what was read; false where somebody asked at the same moment. */
export async function keepLogin(
  table: Table,
  address: string,
  before: LoginRead,
  record: LoginCode,
  rates: { phone: RateWindow; address: RateWindow },
): Promise<boolean> {
  const soon = Math.floor(Date.parse(record.expiresAt) / 1000) + 3_600
  const done = await write(table, [
    { put: { ...codeKey(record.phoneHash), ...record, ttl: soon }, believing: unchanged(table, before.code) },
    countAct(`phone#${record.phoneHash}`, rates.phone, before.rates.phone, record.at),
    countAct(`address#${address}`, rates.address, before.rates.address, record.at),
  ])
  return done.written
}

/** Keeps what a try left of a code, believing the try before it: guesses sent at once are counted one by one. */
export async function keepTry(table: Table, before: LoginCode, after: LoginCode): Promise<boolean> {
  const ttl = Math.floor(Date.parse(after.expiresAt) / 1000) + 3_600
  return (
    await write(table, [{ put: { ...codeKey(after.phoneHash), ...after, ttl }, believing: unchanged(table, before) }])
  ).written
}

const unchanged = (table: Table, was: LoginCode | undefined): Belief =>
  was
    ? {
        expression: `#at = :at AND triesLeft = :left AND attribute_not_exists(usedAt)${was.usedAt ? ' OR usedAt = :used' : ''}`,
        names: { '#at': 'at' },
        values: { ':at': was.at, ':left': was.triesLeft, ...(was.usedAt ? { ':used': was.usedAt } : {}) },
      }
    : {
        expression: 'attribute_not_exists(pk) OR #ttl < :now',
        names: { '#ttl': 'ttl' },
        values: { ':now': Math.floor(table.now().getTime() / 1000) },
      }
