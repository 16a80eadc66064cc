import * as z from 'zod'
import { answerKey } from './key.ts'
import { type Belief, put, read, type Table, write } from './table.ts'

/** What was answered to a request that carried an Idempotency-Key. `running` until the answer is known. */
const answer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running'), request: z.string(), since: z.int() }),
  z.object({
    state: z.literal('done'),
    request: z.string(),
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
])
export type Answer = z.infer<typeof answer>

const day = 86_400
/** A request that has been running this long has died: the next one with the same key may try again. */
const died = 60

/** Claims a key for one request. The loser is told what the winner answered, or that it still runs. */
export async function claimAnswer(
  table: Table,
  who: string,
  key: string,
  request: string,
  now: Date,
): Promise<'ours' | Answer> {
  const seconds = Math.floor(now.getTime() / 1000)
  const free: Belief = {
    expression: 'attribute_not_exists(pk) OR (#state = :running AND #since < :died) OR #ttl < :now',
    names: { '#state': 'state', '#since': 'since', '#ttl': 'ttl' },
    values: { ':running': 'running', ':died': seconds - died, ':now': seconds },
  }
  const mine = { ...answerKey(who, key), state: 'running', request, since: seconds, ttl: seconds + day }
  if (await put(table, mine, free)) return 'ours'
  return (await read(table, answerKey(who, key), answer)) ?? 'ours'
}

export async function keepAnswer(
  table: Table,
  who: string,
  key: string,
  done: Extract<Answer, { state: 'done' }>,
  now: Date,
): Promise<void> {
  const believing: Belief = { expression: 'attribute_exists(pk)' }
  await put(table, { ...answerKey(who, key), ...done, ttl: Math.floor(now.getTime() / 1000) + day }, believing)
}

/** Gives a key back after a refusal, so that the mended request may use it. */
export async function dropAnswer(table: Table, who: string, key: string): Promise<void> {
  const believing: Belief = {
    expression: '#state = :running',
    names: { '#state': 'state' },
    values: { ':running': 'running' },
  }
  await write(table, [{ remove: answerKey(who, key), believing }])
}
