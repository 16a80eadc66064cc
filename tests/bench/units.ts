import type { House } from '@nguon/functions/house'

/** What DynamoDB would bill. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
export type Units = { reads: number; writes: number; asked: number; written: number }

const kilobytes = (bytes: number, step: number) => Math.max(1, Math.ceil(bytes / 1024 / step))

/** Bytes of a value as DynamoDB counts them: text in UTF-8, names too, three for a list or map and one for each of its parts. */
function weigh(value: unknown): number {
  if (value === null || typeof value === 'boolean') return 1
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1
  if (Array.isArray(value)) return 3 + value.reduce<number>((sum, it) => sum + 1 + weigh(it), 0)
  if (typeof value !== 'object') return 0
  return Object.entries(value).reduce((sum, [name, it]) => sum + 1 + Buffer.byteLength(name) + weigh(it), 3)
}

/** The same of an item in DynamoDB's own JSON, where every value stands under the letter of its kind. */
function weighStored(item: Record<string, Record<string, unknown>>): number {
  const bare = (it: Record<string, unknown>): unknown => {
    const [[kind, value] = []] = Object.entries(it)
    if (kind === 'M')
      return Object.fromEntries(Object.entries(value as typeof item).map(([name, part]) => [name, bare(part)]))
    if (kind === 'L') return (value as Record<string, unknown>[]).map(bare)
    return kind === 'N' ? Number(value) : value
  }
  return weigh(bare({ M: item }))
}

type Answer = { Item?: never; Items?: never[]; Responses?: Record<string, never[]> }
type Written = { Item?: never; Put?: Written; TransactItems?: Written[] }

/** The house with its table's asks counted, and the count. Strongly consistent reads cost one unit for 4 KB, others half. */
export function counted(house: House): { house: House; units: Units } {
  const units: Units = { reads: 0, writes: 0, asked: 0, written: 0 }
  const { table } = house
  const ask: typeof table.ask = async (action, input) => {
    const answer = await table.ask(action, input)
    if (action === 'PutItem' || action === 'TransactWriteItems') countWrite(units, input as Written)
    else countRead(units, action, input, answer as Answer)
    return answer
  }
  return { house: { ...house, table: { ...table, ask } }, units }
}

function countWrite(units: Units, { TransactItems, Item }: Written): void {
  const of = (it: Written) => {
    const item = it.Put?.Item ?? it.Item
    return item ? kilobytes(weighStored(item), 1) : 1
  }
  units.written += 1
  // A transaction prepares and commits: each item counts twice.
  units.writes += TransactItems ? TransactItems.reduce((sum, it) => sum + 2 * of(it), 0) : of({ Item: Item! })
}

function countRead(units: Units, action: string, input: object, answer: Answer): void {
  const wanted = action === 'BatchGetItem' ? Object.values((input as { RequestItems: object }).RequestItems) : [input]
  const strong = wanted.some((it) => (it as { ConsistentRead?: boolean }).ConsistentRead)
  const keys = wanted.flatMap((it) => (it as { Keys?: object[] }).Keys ?? [it])
  const found = [...(answer.Item ? [answer.Item] : []), ...Object.values(answer.Responses ?? {}).flat()]
  const queried = (answer.Items ?? []).reduce((sum, it) => sum + weighStored(it), 0)
  const looked = found.reduce((sum, it) => sum + kilobytes(weighStored(it), 4), 0) + keys.length - found.length
  units.asked += 1
  units.reads += (action === 'Query' ? kilobytes(queried, 4) : looked) * (strong ? 1 : 0.5)
}
