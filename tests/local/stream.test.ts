import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { pumpStream, type StreamHandler } from '@nguon/local/stream'
import type { StreamEvent } from '@nguon/local/stream-event'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type FreshTable, freshTable } from '../engine.ts'

const folder = mkdtempSync(join(tmpdir(), 'nguon-stream-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let table: FreshTable
let client: DynamoDBClient
beforeEach(async () => {
  table = await freshTable()
  client = new DynamoDBClient(table.config)
  return () => client.destroy()
})

const put = (sk: string, more = {}) =>
  client.send(new PutItemCommand({ TableName: table.name, Item: { pk: { S: 'P' }, sk: { S: sk }, ...more } }))

const quiet = () => {}
const pump = (handler: StreamHandler, file?: string) =>
  pumpStream({ endpoint: table.config.endpoint, table: table.name, handler, report: quiet, ...(file ? { file } : {}) })

function listener() {
  const heard: string[] = []
  const handler: StreamHandler = async (event) => {
    heard.push(...names(event))
  }
  return { heard, handler }
}

const names = (event: StreamEvent) =>
  event.Records.map(({ dynamodb }) => (dynamodb.Keys.sk && 'S' in dynamodb.Keys.sk ? dynamodb.Keys.sk.S : ''))

describe('the stream pump', () => {
  test('hands over every change in the order it was made', async () => {
    const { heard, handler } = listener()
    const running = await pump(handler)
    const order = Array.from({ length: 250 }, (_, n) => String(n).padStart(3, '0'))
    for (const sk of order) await put(sk)
    await running.settled()
    expect(heard).toEqual(order)
    await running.stop()
  })

  test('speaks as Lambda does', async () => {
    const events: StreamEvent[] = []
    const running = await pump(async (event) => void events.push(event))
    await put('A', {
      n: { N: '1' },
      photo: { B: new Uint8Array([1, 2, 3]) },
      list: { L: [{ M: { no: { NULL: true } } }] },
    })
    await put('A', { tags: { SS: ['tươi'] }, live: { BOOL: true } })
    await client.send(new DeleteItemCommand({ TableName: table.name, Key: { pk: { S: 'P' }, sk: { S: 'A' } } }))
    await running.settled()
    await running.stop()
    const Keys = { pk: { S: 'P' }, sk: { S: 'A' } }
    const first = { ...Keys, n: { N: '1' }, photo: { B: 'AQID' }, list: { L: [{ M: { no: { NULL: true } } }] } }
    const second = { ...Keys, tags: { SS: ['tươi'] }, live: { BOOL: true } }
    const records = events.flatMap(({ Records }) => Records)
    expect(records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE'])
    expect(records.map(({ dynamodb }) => [dynamodb.OldImage, dynamodb.NewImage])).toEqual([
      [undefined, first],
      [first, second],
      [second, undefined],
    ])
    expect(records[0]).toMatchObject({
      eventSource: 'aws:dynamodb',
      awsRegion: 'ap-southeast-1',
      eventSourceARN: expect.stringContaining(`table/${table.name}/stream/`),
      dynamodb: {
        Keys,
        SequenceNumber: expect.stringMatching(/^\d+$/),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        ApproximateCreationDateTime: expect.any(Number),
      },
    })
  })

  test('goes on where it stopped', async () => {
    const file = join(folder, 'position.json')
    const before = listener()
    await put('1')
    const first = await pump(before.handler, file)
    await first.settled()
    await first.stop()
    await put('2')
    const after = listener()
    const second = await pump(after.handler, file)
    await second.settled()
    await second.stop()
    expect([before.heard, after.heard]).toEqual([['1'], ['2']])
  })

  test('offers a batch again until it is taken, and nothing overtakes it', async () => {
    const tries: string[][] = []
    await put('1')
    await put('2')
    const running = await pump(async (event) => {
      tries.push(names(event))
      if (tries.length < 3) throw new Error('not now')
    })
    await expect.poll(() => tries.length).toBeGreaterThan(0)
    await put('3')
    await running.settled()
    await running.stop()
    expect(tries).toEqual([['1', '2'], ['1', '2'], ['1', '2'], ['3']])
  })

  test('offers again from the first record that was not done', async () => {
    const tries: string[][] = []
    for (const sk of ['1', '2', '3']) await put(sk)
    const running = await pump(async (event) => {
      tries.push(names(event))
      if (tries.length > 1) return undefined
      return { batchItemFailures: [{ itemIdentifier: event.Records[1]?.dynamodb.SequenceNumber ?? '' }] }
    })
    await running.settled()
    await running.stop()
    expect(tries).toEqual([
      ['1', '2', '3'],
      ['2', '3'],
    ])
  })

  test('stops at once in the middle of a failing batch, and the batch is not lost', async () => {
    const file = join(folder, 'failing.json')
    await put('1')
    let tries = 0
    const failing = await pump(async () => {
      tries++
      throw new Error('not now')
    }, file)
    await expect.poll(() => tries).toBeGreaterThan(2)
    await failing.stop()
    const { heard, handler } = listener()
    const next = await pump(handler, file)
    await next.settled()
    await next.stop()
    expect(heard).toEqual(['1'])
  })
})
