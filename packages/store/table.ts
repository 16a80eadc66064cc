import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Attribute, fromAttributes, toAttributes } from './attribute.ts'
import type { Key } from './key.ts'
import { type Ask, openWire, type Place, Refused } from './wire.ts'

export type Item = Record<string, unknown>
type Stored = Record<string, Attribute>
/** A schema of whichever kind: what it parses is the domain's. */
export type Schema<T> = { parse: (value: unknown) => T }
/** `now` decides what has expired, so that a test may move the clock. */
export type Table = { name: string; ask: Ask; now: () => Date }

/** Opens the one table. Nothing is connected before it is asked. */
export const openTable = (name: string, place: Place, now = () => new Date()): Table => ({
  ...{ name, now },
  ask: openWire(place),
})

/** One item by key, strongly read, through the schema its owner wrote. Undefined where there is none or its time is over. */
export async function read<T>(table: Table, key: Key, schema: Schema<T>): Promise<T | undefined> {
  const answer = (await table.ask('GetItem', {
    TableName: table.name,
    Key: toAttributes(key),
    ConsistentRead: true,
  })) as { Item?: Stored }
  const item = answer.Item && fromAttributes(answer.Item)
  return alive(table, item) ? schema.parse(bare(item)) : undefined
}

/**
 * Up to 100 items in one round trip, in the order asked for; absent ones are undefined. Unprocessed keys are asked again.
 * `lately`: what was written in the last moment may be missing, at half the price.
 */
export async function readItems(
  table: Table,
  keys: readonly Key[],
  { lately = false } = {},
): Promise<(Item | undefined)[]> {
  const found = new Map<string, Item>()
  // DynamoDB refuses a list that names a key twice.
  let wanted: Key[] = [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key])).values()]
  for (let stalls = 0; wanted.length > 0; ) {
    if (stalls > 8) throw new Error('the table hands back the same keys unread again and again')
    const input = {
      RequestItems: { [table.name]: { Keys: wanted.slice(0, 100).map(toAttributes), ConsistentRead: !lately } },
    }
    const answer = (await table.ask('BatchGetItem', input)) as {
      Responses?: Record<string, Stored[]>
      UnprocessedKeys?: Record<string, { Keys: Stored[] }>
    }
    for (const stored of answer.Responses?.[table.name] ?? []) {
      const item = fromAttributes(stored)
      found.set(`${item.pk}\n${item.sk}`, item)
    }
    const left = answer.UnprocessedKeys?.[table.name]?.Keys ?? []
    stalls = left.length === Math.min(100, wanted.length) ? stalls + 1 : 0
    wanted = [...left.map((key) => fromAttributes(key) as Key), ...wanted.slice(100)]
  }
  return keys.map((key) => {
    const item = found.get(`${key.pk}\n${key.sk}`)
    return alive(table, item) ? item : undefined
  })
}

/** Neither engine deletes expired items and AWS does it late, so every read looks at the clock of the record itself. */
function alive(table: Table, item: Item | undefined): item is Item {
  return item !== undefined && !(typeof item.ttl === 'number' && item.ttl * 1000 <= table.now().getTime())
}

/** A record without what only the table needs, as its owner's schema knows it. */
export function bare(item: Item): Item {
  const { pk, sk, ttl, makerPk, makerSk, placePk, placeSk, deskPk, deskSk, ...record } = item
  return record
}

export type Index = 'maker' | 'place' | 'desk'
export type Range = {
  index?: Index
  pk: string
  prefix?: string
  from?: string
  upTo?: string
  limit: number
  after?: Item
  newestFirst?: boolean
  /** Read where it is cheaper and may lag by a moment. */
  lagging?: boolean
  keep?: { expression: string; names?: Record<string, string>; values?: Record<string, unknown> }
}
export type Page<T> = { items: T[]; next?: Item }

/** One page of a partition in key order, both bounds included. `keep` drops rows after they were read; pages are filled up to `limit` in at most eight reads. */
export async function page<T>(table: Table, range: Range, schema: Schema<T>): Promise<Page<T>> {
  const [pk, sk] = range.index ? [`${range.index}Pk`, `${range.index}Sk`] : ['pk', 'sk']
  const between = range.from !== undefined && range.upTo !== undefined
  const condition =
    range.prefix !== undefined
      ? '#pk = :pk AND begins_with(#sk, :sk)'
      : between
        ? '#pk = :pk AND #sk BETWEEN :sk AND :end'
        : range.from !== undefined
          ? '#pk = :pk AND #sk >= :sk'
          : range.upTo !== undefined
            ? '#pk = :pk AND #sk <= :sk'
            : '#pk = :pk'
  const bound = range.prefix ?? range.from ?? range.upTo
  const items: T[] = []
  let after = range.after
  for (let reads = 0; reads < 8; reads++) {
    const answer = (await table.ask('Query', {
      TableName: table.name,
      IndexName: range.index,
      KeyConditionExpression: condition,
      ExpressionAttributeNames: {
        '#pk': pk,
        ...(bound === undefined ? {} : { '#sk': sk }),
        ...range.keep?.names,
      },
      ExpressionAttributeValues: toAttributes({
        ':pk': range.pk,
        ...(bound === undefined ? {} : { ':sk': bound }),
        ...(between ? { ':end': range.upTo } : {}),
        ...range.keep?.values,
      }),
      FilterExpression: range.keep?.expression,
      ScanIndexForward: !range.newestFirst,
      ConsistentRead: !range.index && !range.lagging,
      Limit: range.keep ? Math.max(range.limit, 50) : range.limit,
      ExclusiveStartKey: after && toAttributes(after),
    })) as { Items?: Stored[]; LastEvaluatedKey?: Stored }
    const Items = (answer.Items ?? []).map(fromAttributes)
    const LastEvaluatedKey = answer.LastEvaluatedKey && fromAttributes(answer.LastEvaluatedKey)
    for (const item of Items) {
      if (!alive(table, item)) continue
      items.push(schema.parse(bare(item)))
      if (items.length === range.limit) {
        const more = LastEvaluatedKey !== undefined || item !== Items.at(-1)
        return more ? { items, next: positionOf(item, range.index) } : { items }
      }
    }
    if (!LastEvaluatedKey) return { items }
    after = LastEvaluatedKey
  }
  return after ? { items, next: after } : { items }
}

/** Where a page ended, so that the next one starts behind it. */
function positionOf(item: Item, index?: Index): Item {
  const at: Item = { pk: item.pk, sk: item.sk }
  if (index) for (const end of ['Pk', 'Sk']) at[index + end] = item[index + end]
  return at
}

/** Reads a partition to its end. For lists that a rule keeps short. */
export async function all<T>(table: Table, range: Omit<Range, 'limit' | 'after'>, schema: Schema<T>): Promise<T[]> {
  const items: T[] = []
  for (let after: Item | undefined; ; ) {
    const got = await page(table, { ...range, limit: 200, ...(after ? { after } : {}) }, schema)
    items.push(...got.items)
    if (!got.next) return items
    after = got.next
  }
}

/** What a write believes of the item it replaces. */
export type Belief = { expression: string; names?: Record<string, string>; values?: Record<string, unknown> }
export const isNew: Belief = { expression: 'attribute_not_exists(pk)' }
export const isThere: Belief = { expression: 'attribute_exists(pk)' }
export const atRevision = (revision: number): Belief => ({
  expression: '#belief = :belief',
  names: { '#belief': 'revision' },
  values: { ':belief': revision },
})

export type Act =
  | { put: Item; believing: Belief }
  | { change: Key; set: string; names?: Record<string, string>; values?: Record<string, unknown>; believing: Belief }
  | { remove: Key; believing: Belief }
  | { check: Key; believing: Belief }

/** All acts or none. A lost race is a value: the positions of the acts whose belief was wrong. */
export async function write(
  table: Table,
  acts: readonly Act[],
): Promise<{ written: true } | { written: false; lost: number[] }> {
  const TableName = table.name
  const TransactItems = acts.map((act) => {
    const names = { ...act.believing.names, ...('change' in act ? act.names : {}) }
    const values = { ...act.believing.values, ...('change' in act ? act.values : {}) }
    const rest = { TableName, ...conditionOf(act.believing.expression, names, values) }
    if ('put' in act) return { Put: { Item: toAttributes(act.put), ...rest } }
    if ('change' in act) return { Update: { Key: toAttributes(act.change), UpdateExpression: act.set, ...rest } }
    if ('remove' in act) return { Delete: { Key: toAttributes(act.remove), ...rest } }
    return { ConditionCheck: { Key: toAttributes(act.check), ...rest } }
  })
  try {
    // The token makes a repeated try the same transaction, should the answer to the first be lost.
    await table.ask('TransactWriteItems', { TransactItems, ClientRequestToken: randomUUID() })
    return { written: true }
  } catch (error) {
    if (!(error instanceof Refused) || error.kind !== 'TransactionCanceledException') throw error
    const lost = error.reasons.flatMap((reason, at) => (reason === 'ConditionalCheckFailed' ? [at] : []))
    if (lost.length === 0) throw error
    return { written: false, lost }
  }
}

const conditionOf = (expression: string, names: Record<string, string> = {}, values: Record<string, unknown> = {}) => ({
  ConditionExpression: expression,
  ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
  ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: toAttributes(values) } : {}),
})

/** One item, if what is believed of it holds. */
export async function put(table: Table, item: Item, believing: Belief): Promise<boolean> {
  const { expression, names, values } = believing
  const stored = toAttributes(item)
  try {
    await table.ask('PutItem', {
      TableName: table.name,
      Item: stored,
      ...conditionOf(expression, names, values),
    })
    return true
  } catch (error) {
    if (!(error instanceof Refused) || error.kind !== 'ConditionalCheckFailedException') throw error
    // A second try can be refused by what the first one wrote, its answer lost.
    return error.tries > 1 && holds(table, stored)
  }
}

async function holds(table: Table, stored: Stored): Promise<boolean> {
  const Key = { pk: stored.pk, sk: stored.sk }
  const { Item } = await table.ask('GetItem', { TableName: table.name, Key, ConsistentRead: true })
  return isDeepStrictEqual(Item, stored)
}
