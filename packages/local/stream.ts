import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { clientSetting } from './account.ts'
import { keep, recall } from './keep.ts'
import { pace, patience, type Report, toConsole } from './pace.ts'
import { type Batch, type Position, readShards } from './shards.ts'
import type { StreamEvent } from './stream-event.ts'

/** What a Lambda may answer: the first record it could not do, by sequence number. Nothing means all done. */
export type BatchAnswer = { batchItemFailures?: { itemIdentifier: string }[] } | undefined

export type StreamHandler = (event: StreamEvent) => Promise<BatchAnswer> | Promise<void>

export type StreamPump = {
  /** Resolves when every change made before the call was handed over and taken. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const batchSize = 100 // Lambda's default for DynamoDB streams
const [quickest, slowest] = [20, 200] // milliseconds between looks: quick after a change, slow in quiet

/**
 * Hands the table's changes to the handler as Lambda would: in order, at least once, the same batch again until it is taken.
 *
 * @param file where the position is remembered; without it a new pump begins with the oldest change
 */
export async function pumpStream({
  endpoint,
  table,
  handler,
  file,
  report = toConsole,
}: {
  endpoint: string
  table: string
  handler: StreamHandler
  file?: string
  report?: Report
}): Promise<StreamPump> {
  const client = new DynamoDBStreamsClient(clientSetting(endpoint))
  const position = resume(file, await streamOf(endpoint, table))
  const shards = readShards(client, position)
  const { sleep, wake } = pace()
  let stopping = false
  let waiting: (() => void)[] = []

  async function deliver({ shard, records, next }: Batch) {
    for (let left = records, failures = 0; left.length > 0; ) {
      const undone = await remaining(left, handler, report)
      const taken = left[left.length - undone.length - 1]
      if (taken) {
        shards.advance(shard, taken.dynamodb.SequenceNumber)
        if (file) keep(file, position)
      }
      failures = taken ? 1 : failures + 1
      left = undone
      if (left.length > 0 && !stopping) await sleep(patience(failures))
      if (left.length > 0 && stopping) return
    }
    shards.proceed(shard, next)
    if (!next && file) keep(file, position)
  }

  async function look(): Promise<number> {
    let seen = 0
    for await (const batch of shards.batches(batchSize)) {
      seen += batch.records.length
      await deliver(batch)
      if (stopping) break
    }
    return seen
  }

  async function run() {
    let wait = quickest
    for (let failures = 0; !stopping; ) {
      const asked = waiting
      waiting = []
      try {
        const seen = await look()
        failures = 0
        if (seen > 0) waiting.push(...asked)
        else for (const resolve of asked) resolve()
        wait = seen > 0 ? quickest : Math.min(slowest, wait * 2)
        if (seen === 0 && waiting.length === 0 && !stopping) await sleep(wait)
      } catch (error) {
        waiting.push(...asked)
        shards.rewind()
        if (failures++ === 0) report('The stream cannot be read; trying again', error)
        await sleep(patience(failures))
      }
    }
    for (const resolve of waiting) resolve()
    client.destroy()
  }

  const running = run()
  return {
    settled: () =>
      new Promise<void>((resolve) => {
        if (stopping) return resolve()
        waiting.push(resolve)
        wake()
      }),
    stop() {
      stopping = true
      wake()
      return running
    },
  }
}

/** The records that were not done: none, all when the handler threw, else from the first it named. */
async function remaining(records: StreamEvent['Records'], handler: StreamHandler, report: Report) {
  try {
    const answer = await handler({ Records: records })
    const failed = new Set((answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier))
    if (failed.size === 0) return []
    const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber))
    report('A change was not projected; trying again', { record: records.at(Math.max(0, first))?.dynamodb.Keys })
    return records.slice(Math.max(0, first)) // a name Lambda does not know returns the whole batch
  } catch (error) {
    report('The projection failed; trying again', error)
    return records
  }
}

async function streamOf(endpoint: string, table: string): Promise<string> {
  const client = new DynamoDBClient(clientSetting(endpoint))
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }))
  client.destroy()
  if (!Table?.LatestStreamArn) throw new Error(`the table ${table} has no stream`)
  return Table.LatestStreamArn
}

function resume(file: string | undefined, arn: string): Position {
  const kept = file ? recall(file) : undefined
  return isPosition(kept) && kept.arn === arn ? kept : { arn, shards: {} }
}

const isPosition = (value: unknown): value is Position =>
  typeof value === 'object' && value !== null && 'arn' in value && 'shards' in value
