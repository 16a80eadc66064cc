import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { clientSetting } from '@nguon/local/account'
import { type ClockEvent, startClock } from '@nguon/local/clock'
import { type Cloud, startCloud } from '@nguon/local/cloud'
import { pumpQueue, type QueueHandler } from '@nguon/local/queue'
import type { QueueEvent } from '@nguon/local/queue-event'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'nguon-cloud-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const intake = { name: 'intake', dead: 'intake-dead', tries: 2, seconds: 30 }
const open = (kept?: string) =>
  startCloud({ buckets: ['media', 'imports'], queues: [intake], ...(kept ? { folder: kept } : {}) })

const sqs = (cloud: Cloud) => new SQSClient(clientSetting(cloud.endpoint))
const s3 = (cloud: Cloud) => new S3Client({ ...clientSetting(cloud.endpoint), forcePathStyle: true })

const send = (cloud: Cloud, body: string) =>
  sqs(cloud).send(new SendMessageCommand({ QueueUrl: cloud.queueUrl('intake'), MessageBody: body }))

const dead = async (cloud: Cloud) => {
  const from = { QueueUrl: cloud.queueUrl('intake-dead'), MaxNumberOfMessages: 10, VisibilityTimeout: 0 }
  return ((await sqs(cloud).send(new ReceiveMessageCommand(from))).Messages ?? []).map(({ Body }) => Body)
}

const pump = (cloud: Cloud, handler: QueueHandler) =>
  pumpQueue({
    endpoint: cloud.endpoint,
    url: cloud.queueUrl('intake'),
    handler,
    seconds: 30,
    again: 1,
    report: () => {},
  })

const bodies = (event: QueueEvent) => event.Records.map(({ body }) => body)

describe('the queue pump', () => {
  test('speaks as Lambda does, and deletes what was done', async () => {
    const cloud = await open()
    const events: QueueEvent[] = []
    const running = pump(cloud, async (event) => void events.push(event))
    await send(cloud, '{"import":"I1"}')
    await running.settled()
    expect(events.flatMap(({ Records }) => Records)).toMatchObject([
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: '{"import":"I1"}',
        attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
        messageAttributes: {},
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:ap-southeast-1:000000000000:intake',
      },
    ])
    await running.stop()
    expect(await dead(cloud)).toEqual([])
    await cloud.stop()
  })

  test('lets a message that always fails lie in the dead-letter queue, and the others pass', async () => {
    const cloud = await open()
    const done: string[] = []
    const running = pump(cloud, async (event) => {
      done.push(...bodies(event).filter((body) => body !== 'bad'))
      const bad = event.Records.filter(({ body }) => body === 'bad')
      return { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) }
    })
    for (const body of ['one', 'bad', 'two']) await send(cloud, body)
    await running.settled()
    await running.stop()
    expect(done.toSorted()).toEqual(['one', 'two'])
    expect(await dead(cloud)).toEqual(['bad'])
    await cloud.stop()
  })

  test('offers every message again when the handler throws', async () => {
    const cloud = await open()
    const tries: string[] = []
    const running = pump(cloud, async (event) => {
      tries.push(...bodies(event))
      if (tries.length === 1) throw new Error('not now')
    })
    await send(cloud, 'again')
    await running.settled()
    await running.stop()
    expect(tries).toEqual(['again', 'again'])
    await cloud.stop()
  })
})

describe('the embedded cloud', () => {
  test('keeps objects and messages across a restart, and frees what was being worked on', async () => {
    const first = await open(folder)
    await s3(first).send(new PutObjectCommand({ Bucket: 'imports', Key: 'I1/danh-sách.csv', Body: 'Tên,Sao' }))
    await send(first, 'unfinished')
    const taken = await sqs(first).send(new ReceiveMessageCommand({ QueueUrl: first.queueUrl('intake') }))
    expect(taken.Messages).toHaveLength(1)
    await first.stop()

    const second = await open(folder)
    const object = await s3(second).send(new GetObjectCommand({ Bucket: 'imports', Key: 'I1/danh-sách.csv' }))
    expect(await object.Body?.transformToString()).toBe('Tên,Sao')
    const heard: string[] = []
    const running = pump(second, async (event) => void heard.push(...bodies(event)))
    await running.settled()
    await running.stop()
    expect(heard).toEqual(['unfinished'])
    await second.stop()
  })
})

describe('object storage', () => {
  test('refuses a write that believes what is no longer so, and lets one of many first writers win', async () => {
    const cloud = await open()
    const client = s3(cloud)
    const put = (body: string, belief: { IfMatch?: string; IfNoneMatch?: string } = {}) =>
      client
        .send(new PutObjectCommand({ Bucket: 'media', Key: 'chỉ-mục.json', Body: body, ...belief }))
        .then(({ ETag }) => ETag ?? '')
    const lost = (name: string) => expect.objectContaining({ name })
    await expect(put('1', { IfMatch: '"none"' })).rejects.toEqual(lost('NoSuchKey'))
    const first = await put('1', { IfNoneMatch: '*' })
    await expect(put('2', { IfNoneMatch: '*' })).rejects.toEqual(lost('PreconditionFailed'))
    const second = await put('2', { IfMatch: first })
    await expect(put('3', { IfMatch: first })).rejects.toEqual(lost('PreconditionFailed'))
    const race = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((body) => put(body, { IfMatch: second })))
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await cloud.stop()
  })

  test('carries a large object whole', async () => {
    const cloud = await open()
    const body = Buffer.alloc(4_000_000, 'nguồn ')
    const key = { Bucket: 'imports', Key: 'large.bin' }
    await s3(cloud).send(new PutObjectCommand({ ...key, Body: body }))
    const object = await s3(cloud).send(new GetObjectCommand(key))
    expect(Buffer.compare(Buffer.from((await object.Body?.transformToByteArray()) ?? []), body)).toBe(0)
    await cloud.stop()
  })
})

describe('the clock', () => {
  test('calls the timers as the scheduler does, never twice at once, and goes on after a failure', async () => {
    const events: ClockEvent[] = []
    let now = 0
    let most = 0
    const clock = startClock({
      every: 20,
      report: () => {},
      handler: async (event) => {
        most = Math.max(most, ++now)
        events.push(event)
        await new Promise((resolve) => setTimeout(resolve, 30))
        now--
        if (events.length === 1) throw new Error('not now')
      },
    })
    await expect.poll(() => events.length).toBeGreaterThan(2)
    await clock.stop()
    const count = events.length
    expect(most).toBe(1)
    expect(events[0]).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(events).toHaveLength(count)
  })
})
