import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams'
import { type StreamRecord, streamRecord } from './stream-event.ts'

/** How far each shard was read: the last sequence number handed over, or that the shard has ended. */
export type Position = { arn: string; shards: { [shard: string]: { after?: string; ended?: true } } }

export type Batch = { shard: string; records: StreamRecord[]; next: string | undefined }

/** Reads the shards of one stream, a child only when its parent was read to the end. */
export function readShards(client: DynamoDBStreamsClient, position: Position) {
  const iterators = new Map<string, string>()
  let shards: Shard[] = []

  const open = () =>
    shards.flatMap(({ ShardId: id = '', ParentShardId: parent }) => {
      const waits = parent && shards.some(({ ShardId }) => ShardId === parent) && !position.shards[parent]?.ended
      return waits || position.shards[id]?.ended ? [] : [id]
    })

  async function list() {
    const listed: Shard[] = []
    let last: string | undefined
    do {
      const page = await client.send(
        new DescribeStreamCommand({ StreamArn: position.arn, ...(last ? { ExclusiveStartShardId: last } : {}) }),
      )
      listed.push(...(page.StreamDescription?.Shards ?? []))
      last = page.StreamDescription?.LastEvaluatedShardId
    } while (last)
    shards = listed
  }

  async function iterator(shard: string): Promise<string | undefined> {
    const known = iterators.get(shard)
    if (known) return known
    const after = position.shards[shard]?.after
    const from = { StreamArn: position.arn, ShardId: shard }
    const oldest = () => client.send(new GetShardIteratorCommand({ ...from, ShardIteratorType: 'TRIM_HORIZON' }))
    if (!after) return (await oldest()).ShardIterator
    const resumed = { ...from, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after }
    // Stopped for longer than the stream remembers: what it still has is handed over again.
    const trimmed = (error: unknown) => error instanceof Error && error.name === 'TrimmedDataAccessException'
    const answer = await client.send(new GetShardIteratorCommand(resumed)).catch((error) => {
      if (trimmed(error)) return oldest()
      throw error
    })
    return answer.ShardIterator
  }

  return {
    /** One batch of each open shard; a shard read to its end is noted in the position. */
    async *batches(limit: number): AsyncGenerator<Batch> {
      if (open().length === 0) await list()
      for (const shard of open()) {
        const from = await iterator(shard)
        if (!from) continue
        iterators.delete(shard) // until the batch is taken, the position says where to begin
        const answer = await client.send(new GetRecordsCommand({ ShardIterator: from, Limit: limit }))
        const records = (answer.Records ?? []).map((record) => streamRecord(record, position.arn))
        yield { shard, records, next: answer.NextShardIterator }
      }
    },
    /** Notes that everything up to and with `after` was taken. */
    advance(shard: string, after: string) {
      position.shards[shard] = { after }
    },
    /** Goes on with what follows a batch: more of the same shard, or the shards that come after it. */
    proceed(shard: string, next: string | undefined) {
      if (next) return void iterators.set(shard, next)
      position.shards[shard] = { ...position.shards[shard], ended: true }
      shards = []
    },
    /** Forgets the iterators: they expire after minutes and do not survive the engine. */
    rewind: () => iterators.clear(),
  }
}
