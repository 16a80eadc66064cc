import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeRoot } from '@nguon/functions/history-root'
import { keepFile, readFile } from '@nguon/store/files'
import { readLog } from '@nguon/store/log'
import { readCheckpoint, writeCheckpoint } from '@nguon/trace/checkpoint'
import { signingKey } from '@nguon/trace/ed25519'
import { chain, nothingBefore } from '@nguon/trace/history'
import { entryBytes } from '@nguon/trace/log'
import { grown, type Hash, isConsistent, joined, leafHash } from '@nguon/trace/merkle'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
// @ts-expect-error: the verifier is a file for strangers, without types and without a build
import { sayHistory, verifyHistory } from '../../site/public/assets/verify-history-1.mjs'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
const lots = ['NC-2611', 'NC-2612', 'NC-2613']
const path = (lot: string) => `/v1/products/${shop.product}/lots/${lot}`
// biome-ignore lint/suspicious/noExplicitAny: a file as a stranger has it
type File = any

const tick = async (minutes: number) => {
  story.clock.now = new Date(story.clock.now.getTime() + minutes * 60_000)
  await story.settled()
  return story.timers()
}
const tell = (lot: string, at: string, kind = 'packing') =>
  shop.must('POST', `${path(lot)}/events`, { as: shop.household, body: { kind, at } })
const proofOf = async (lot: string): Promise<File> => (await story.call('GET', `${path(lot)}/history`)).body

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  for (const lot of lots)
    await shop.must('POST', `/v1/products/${shop.product}/lots`, {
      as: shop.household,
      body: { lot, made: '2026-11-20' },
    })
  await tell(lots[0]!, '2026-11-21T08:00:00+07:00')
  await tell(lots[0]!, '2026-11-21T10:00:00+07:00', 'shipping')
})
afterAll(() => story?.close())

describe('the log of heads', () => {
  test('takes every head that changed, once, and its root is signed and sealed', async () => {
    expect(await tick(1)).toMatchObject({ root: 3 })
    const { body, headers } = await story.call('GET', '/v1/history/checkpoint')
    expect(headers.get('content-type')).toContain('text/plain')
    const { body: roots } = await story.call('GET', '/v1/history/roots')
    const key = Buffer.from(roots.key.split('+').slice(2).join('+'), 'base64').subarray(1)
    expect(readCheckpoint(body, key)).toMatchObject({ origin: 'localhost:4000/history', size: 3 })
    const sealed = await readFile(story.house.sealed, 'roots/000000000003.txt')
    expect(Buffer.from(sealed!.bytes).toString()).toBe(body)
  })

  test('makes no root while nothing happens, nor a second one within a quarter of an hour', async () => {
    expect(await tick(60)).toEqual({ expired: 0 })
    await tell(lots[1]!, '2026-11-21T08:00:00+07:00')
    expect(await tick(1)).toMatchObject({ root: 4 })
    await tell(lots[1]!, '2026-11-21T09:00:00+07:00')
    expect(await tick(1)).toEqual({ expired: 0 })
    expect((await readLog(story.house.table)).size).toBe(5)
    expect(await tick(14)).toMatchObject({ root: 5 })
  })

  test('is open: whoever takes its entries makes the same root, and the older roots are its beginnings', async () => {
    const { body } = await story.call('GET', '/v1/history/entries')
    const edge = body.items.reduce(
      (so: Hash[], it: File, at: number) => grown(so, at, leafHash(entryBytes(it))),
      [] as Hash[],
    )
    const { body: roots } = await story.call('GET', '/v1/history/roots')
    expect(roots.items.map((it: File) => it.size)).toEqual([5, 4, 3])
    expect(joined(edge).toString('hex')).toBe(roots.items[0].root)
    const { body: proof } = await story.call('GET', '/v1/history/consistency?from=3&to=5')
    const rooted = ({ size, root }: File) => ({ size, root: Buffer.from(root, 'hex') })
    const hashes = proof.proof.map((it: string) => Buffer.from(it, 'hex'))
    expect(isConsistent(rooted(proof.from), rooted(proof.to), hashes)).toBe(true)
    expect(await story.call('GET', '/v1/history/consistency?from=2&to=5')).toMatchObject({ status: 404 })
  })

  test('is not forked by two clocks that tick at once, and a sealed root is never replaced', async () => {
    story.clock.now = new Date(story.clock.now.getTime() + 20 * 60_000)
    for (const lot of lots) await tell(lot, '2026-11-22T08:00:00+07:00')
    await story.settled()
    const made = await Promise.allSettled([1, 2, 3, 4].map(() => makeRoot(story.house)))
    expect(made.filter(({ status }) => status === 'rejected')).toEqual([])
    expect((await readLog(story.house.table)).size).toBe(8)
    const { body } = await story.call('GET', '/v1/history/entries')
    expect(new Set(body.items.map((it: File) => `${it.tag} ${it.seq}`)).size).toBe(8)
    expect(
      await keepFile(story.house.sealed, 'roots/000000000008.txt', Buffer.from('x'), 'text/plain', 'nothing'),
    ).toBe(false)
  })

  test('tells nothing of a product that is not public', async () => {
    const hidden = await shop.must('POST', '/v1/products', {
      as: shop.household,
      body: { maker: shop.maker, name: 'Chưa bán', group: 'I', price: { is: 'ask' } },
    })
    await shop.must('POST', `/v1/products/${hidden.id}/lots`, {
      as: shop.household,
      body: { lot: 'X-1', made: '2026-11-20' },
    })
    await tick(20)
    expect(await story.call('GET', `/v1/products/${hidden.id}/lots/X-1/history`)).toMatchObject({ status: 404 })
    const own = await story.call('GET', `/v1/products/${hidden.id}/lots/X-1/history`, { as: shop.household })
    expect(own.body.anchors).toHaveLength(1)
    expect(JSON.stringify((await story.call('GET', '/v1/history/entries')).body)).not.toContain('X-1')
  })
})

describe('an event that others sent', () => {
  test('stands in the public proof in part, by its place; its keeper proves it whole', async () => {
    const lot = lots[2]!
    const phone = '0911222333'
    const event = {
      '@context': [
        'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        { shop: 'https://shop.example.vn/voc/' },
      ],
      ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'receiving', disposition: 'in_progress' },
      ...{ eventTime: '2026-11-22T09:00:00+07:00', eventTimeZoneOffset: '+07:00' },
      quantityList: [{ epcClass: `https://id.gs1.org/01/${shop.product}/10/${lot}`, quantity: 5, uom: 'H87' }],
      'shop:driver': phone,
    }
    const told = await story.call('POST', '/v1/epcis/events', { as: shop.household, body: event })
    expect(told.status).toBe(201)
    const open = await proofOf(lot)
    expect(JSON.stringify(open)).not.toContain(phone)
    const found = await verifyHistory(open)
    expect(found).toMatchObject({ is: 'whole', withheld: [open.events.length] })
    expect(sayHistory(found)).toContain('chỉ hiện một phần')
    const own = (await story.call('GET', `${path(lot)}/history`, { as: shop.household })).body
    expect(JSON.stringify(own)).toContain(phone)
    expect(await verifyHistory(own)).toMatchObject({ is: 'whole', withheld: [] })
    const last = open.events.length - 1
    const moved = open.events.with(last, { ...open.events[last], previous: '00'.repeat(32) })
    expect(await verifyHistory({ ...open, events: moved })).toMatchObject({ is: 'changed', seq: last })
  })
})

describe('the verifier', () => {
  test('finds a lot’s history whole, and says what is not in the log yet', async () => {
    const file = await proofOf(lots[0]!)
    const found = await verifyHistory(file)
    expect(found).toMatchObject({ is: 'whole', events: 4, anchored: 4, size: 9, signature: 'yes', keyFrom: 'file' })
    expect(await verifyHistory(file, file.key)).toMatchObject({ is: 'whole', keyFrom: 'you' })
    expect(sayHistory(found)).toContain('Còn nguyên: 4 việc')
    await tell(lots[0]!, '2026-11-23T08:00:00+07:00')
    expect(await verifyHistory(await proofOf(lots[0]!))).toMatchObject({ is: 'whole', events: 5, anchored: 4 })
  })

  const rechained = (file: File, change: (events: File[]) => File[]) => {
    let head = nothingBefore
    const events = change(structuredClone(file.events)).map((it: File) => {
      const next = chain(head, it.event, it)
      head = next
      return next
    })
    return { ...file, events }
  }
  test.each<[string, (file: File) => File, object]>([
    [
      'a word changed',
      (it) => ({
        ...it,
        events: it.events.with(1, { ...it.events[1], event: { ...it.events[1].event, bizStep: 'shipping' } }),
      }),
      { is: 'changed', seq: 2 },
    ],
    [
      'who declared it changed',
      (it) => ({ ...it, events: it.events.with(2, { ...it.events[2], declaredBy: 'Khác' }) }),
      { is: 'changed', seq: 3 },
    ],
    ['an event removed', (it) => ({ ...it, events: it.events.toSpliced(1, 1) }), { is: 'removed', seq: 2 }],
    [
      'an event removed and the rest renumbered',
      (it) => ({ ...it, events: it.events.toSpliced(1, 1).map((e: File, at: number) => ({ ...e, seq: at + 1 })) }),
      { is: 'removed', seq: 2 },
    ],
    ['the newest event removed', (it) => ({ ...it, events: it.events.slice(0, 3) }), { is: 'removed', seq: 4 }],
    [
      'an event put in twice',
      (it) => ({ ...it, events: it.events.toSpliced(2, 0, it.events[1]) }),
      { is: 'inserted', seq: 2 },
    ],
    [
      'everything written anew after a change',
      (it) => rechained(it, (events) => events.with(0, { ...events[0], recordTime: '2026-01-01T00:00:00.000Z' })),
      { is: 'rewritten' },
    ],
    [
      'everything written anew after a removal',
      (it) => rechained(it, (events) => events.toSpliced(0, 1)),
      { is: 'rewritten' },
    ],
    [
      'a proof of another lot',
      (it) => ({ ...it, lot: 'NC-2612', history: it.history.replace('2611', '2612') }),
      { is: 'unproven' },
    ],
    [
      'a proof with a hash changed',
      (it) => ({
        ...it,
        anchors: it.anchors.with(0, { ...it.anchors[0], proof: it.anchors[0].proof.with(0, '00'.repeat(32)) }),
      }),
      { is: 'unproven' },
    ],
    [
      'a root of its own',
      (it) => ({
        ...it,
        checkpoint: it.checkpoint.replace(/\n[^\n]{44}\n/, `\n${Buffer.alloc(32).toString('base64')}\n`),
      }),
      { is: 'unsigned' },
    ],
    ['no root, and proofs all the same', ({ checkpoint: _, ...it }) => it, { is: 'unproven' }],
    ['another format', () => ({ format: 'x' }), { is: 'unreadable' }],
    ['nothing', () => null, { is: 'unreadable' }],
  ])('names %s', async (_, change, found) => {
    const file = { ...(await proofOf(lots[0]!)) }
    expect(await verifyHistory(change({ ...file, events: file.events.slice(0, 4) }))).toMatchObject(found)
  })

  test('does not take a root signed by another key for the log’s', async () => {
    const file = await proofOf(lots[0]!)
    const [origin = '', size, root = '', at = ''] = file.checkpoint.split('\n')
    const forged = writeCheckpoint(
      { origin, size: Number(size), root: Buffer.from(root, 'base64'), at },
      signingKey(Buffer.alloc(32, 9)),
    )
    expect(await verifyHistory({ ...file, checkpoint: forged }, file.key)).toMatchObject({ is: 'unsigned' })
  })

  test('runs by itself under Node on a file, offline, and ends with 1 where something is wrong', async () => {
    const file = await proofOf(lots[0]!)
    const [good, bad] = ['good', 'bad'].map((it) => join(tmpdir(), `nguon-history-${process.pid}-${it}.json`)) as [
      string,
      string,
    ]
    writeFileSync(good, JSON.stringify(file))
    writeFileSync(bad, JSON.stringify({ ...file, events: file.events.toSpliced(1, 1) }))
    const run = (at: string) =>
      promisify(execFile)(process.execPath, ['site/public/assets/verify-history-1.mjs', at, file.key])
    expect((await run(good)).stdout).toContain('Whole: 5 events')
    await expect(run(bad)).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('Việc số 2 đã bị bỏ đi.') })
  })
})
