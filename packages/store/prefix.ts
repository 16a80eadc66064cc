import { gtinOf, type NumberRefusal, nextNumber, type OwnPrefix, ownPrefix } from '@nguon/listing/prefix'
import type { Product } from '@nguon/listing/product'
import { type AuditAct, auditAct } from './audit.ts'
import { linksKey, prefixKey } from './key.ts'
import { actsOfNext, type LostRace, readProduct } from './product.ts'
import { type Act, all, type Belief, isNew, read, type Table, write } from './table.ts'
import { isCollision } from './wire.ts'

/** Every prefix the operator has set: a handful. */
export const listPrefixes = (table: Table): Promise<OwnPrefix[]> => all(table, { pk: prefixKey('').pk }, ownPrefix)
export const readPrefix = (table: Table, prefix: string) => read(table, prefixKey(prefix), ownPrefix)

export async function addPrefix(
  table: Table,
  it: OwnPrefix,
  audit: AuditAct,
): Promise<OwnPrefix | { code: 'prefix/already-there'; prefix: string }> {
  const done = await write(table, [{ put: { ...prefixKey(it.prefix), ...it }, believing: isNew }, auditAct(audit)])
  return done.written ? it : { code: 'prefix/already-there', prefix: it.prefix }
}

/** Believes the counter as well, so that no number is given out of a range that was just closed. */
export async function keepPrefix(
  table: Table,
  before: OwnPrefix,
  after: OwnPrefix,
  audit: AuditAct,
): Promise<OwnPrefix | LostRace> {
  const acts = [{ put: { ...prefixKey(after.prefix), ...after }, believing: asItWas(before) }, auditAct(audit)]
  return (await write(table, acts)).written ? after : { code: 'race/lost', what: 'prefix' }
}

const asItWas = ({ next, version }: OwnPrefix): Belief => ({
  expression: '#next = :next AND #version = :version',
  names: { '#next': 'next', '#version': 'version' },
  values: { ':next': next, ':version': version },
})

const counted = (it: OwnPrefix): Act => ({
  change: prefixKey(it.prefix),
  set: 'SET #next = :after',
  values: { ':after': it.next + 1 },
  believing: asItWas(it),
})

export type Numbering = {
  today: string
  at: string
  audit: (gtin: string) => AuditAct
  /** Between 0 and 1. */
  chance: () => number
  wait: (ms: number) => Promise<unknown>
}

/** How often one who asks gives way to others who were faster. */
const most = 40

/** Those who ask here stand in line, so that they do not turn each other away; between functions the condition decides. */
const lines = new WeakMap<Table, Promise<unknown>>()
function inLine<T>(table: Table, work: () => Promise<T>): Promise<T> {
  const before = lines.get(table) ?? Promise.resolve()
  const mine = before.then(work, work)
  lines.set(table, mine)
  return mine
}

/**
 * Gives a product the next number: the counter moves in the transaction that changes the product, so a number is neither skipped
 * nor given twice, however many ask and wherever one of them breaks off. A number somebody has listed by hand already counts as
 * given out. The house code stays the product's name in the table, and both numbers answer.
 */
export const giveNumber = (table: Table, id: string, how: Numbering): Promise<Given> =>
  inLine(table, () => nextInLine(table, id, how))

type Given = Product | NumberRefusal | LostRace | { code: 'thing/not-found' }

async function nextInLine(table: Table, id: string, { today, at, audit, chance, wait }: Numbering): Promise<Given> {
  for (let turn = 0; turn < most; turn++) {
    const [before, prefixes] = await Promise.all([readProduct(table, id), listPrefixes(table)])
    if (!before) return { code: 'thing/not-found' }
    const held = gtinOf(before)
    if (held) return { code: 'product/has-number', gtin: held }
    const number = nextNumber(prefixes, today)
    if ('code' in number) return number
    const { prefix, gtin } = number
    const after: Product = { ...before, gtin, updatedAt: at, revision: before.revision + 1 }
    const done = await attempt(table, [
      counted(prefix),
      { put: { ...linksKey(gtin), aliasOf: id }, believing: isNew },
      ...actsOfNext(before, after, audit(gtin)),
    ])
    if (done.written) return after
    const taken = done.lost.includes(1) && !done.lost.includes(0)
    if (taken) await attempt(table, [counted(prefix)])
    else await wait(chance() * Math.min(1_500, 10 * 2 ** turn))
  }
  return { code: 'race/lost', what: 'number' }
}

/** Two transactions on one item at the same moment are both turned away by DynamoDB without a condition having failed. */
async function attempt(table: Table, acts: readonly Act[]): ReturnType<typeof write> {
  try {
    return await write(table, acts)
  } catch (error) {
    if (isCollision(error)) return { written: false, lost: [] }
    throw error
  }
}
