import { createHash, createHmac } from 'node:crypto'
import * as net from 'node:net'
import { openLine } from '@nguon/store/line'
import { signer } from '@nguon/store/sign'
import { isNew, isThere, openTable, put, read, type Table, write } from '@nguon/store/table'
import { openWire } from '@nguon/store/wire'
import { SignatureV4 } from '@smithy/signature-v4'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { freshTable } from '../engine.ts'
import { type Mishap, startRough } from './rough.ts'

const thing = z.object({ n: z.int() })
const plan: Mishap[] = []
let rough: Awaited<ReturnType<typeof startRough>>
let table: Table
const after = (...mishaps: Mishap[]) => {
  plan.splice(0, plan.length, ...mishaps)
  rough.heard.length = 0
}

beforeAll(async () => {
  const { name, config } = await freshTable()
  rough = await startRough(config.endpoint, () => plan.shift() ?? 'none')
  table = openTable(name, { ...config, endpoint: rough.endpoint })
})
afterAll(() => rough?.close())

describe('a request to the table', () => {
  test.each<[string, Mishap[]]>([
    ['is throttled', ['throttle', 'throttle']],
    ['meets a failing server', ['fail']],
    ['finds its connection reset', ['reset', 'reset', 'reset', 'reset']],
    ['loses the answer', ['lose']],
  ])('that %s is asked again', async (_, mishaps) => {
    await put(table, { pk: 'ASKED', sk: mishaps.join(), n: 7 }, isNew)
    after(...mishaps)
    expect(await read(table, { pk: 'ASKED', sk: mishaps.join() }, thing)).toEqual({ n: 7 })
    expect(rough.heard).toEqual(Array(mishaps.length + 1).fill('GetItem'))
  })

  test('is given up after five tries, with what was said last', async () => {
    after(...Array<Mishap>(5).fill('throttle'))
    await expect(read(table, { pk: 'A', sk: 'A' }, thing)).rejects.toThrow('ProvisionedThroughputExceeded')
    expect(rough.heard).toHaveLength(5)
  })

  test('that is wrong in itself is not repeated', async () => {
    after()
    await expect(table.ask('GetItem', { TableName: table.name, Key: { pk: { S: 'no sort key' } } })).rejects.toThrow(
      'ValidationException',
    )
    expect(rough.heard).toHaveLength(1)
  })

  test('goes on after the server closed a kept connection', async () => {
    after('close', 'close', 'close')
    for (let n = 0; n < 6; n++) expect(await read(table, { pk: 'NONE', sk: String(n) }, thing)).toBeUndefined()
  })
})

describe('a write whose answer was lost', () => {
  test('of one item is known to be ours, and to be somebody else’s where it is', async () => {
    after('lose')
    expect(await put(table, { pk: 'ONCE', sk: 'A', n: 1 }, isNew)).toBe(true)
    expect(rough.heard).toEqual(['PutItem', 'PutItem', 'GetItem'])
    after('lose')
    expect(await put(table, { pk: 'ONCE', sk: 'A', n: 2 }, isNew)).toBe(false)
    expect(await read(table, { pk: 'ONCE', sk: 'A' }, thing)).toEqual({ n: 1 })
  })

  test('of a transaction is the same transaction when it is repeated', async () => {
    await put(table, { pk: 'SUM', sk: 'A', n: 0 }, isNew)
    const add = { change: { pk: 'SUM', sk: 'A' }, set: 'ADD n :one', values: { ':one': 1 }, believing: isThere }
    after('lose', 'lose')
    expect(await write(table, [add])).toEqual({ written: true })
    expect(await read(table, { pk: 'SUM', sk: 'A' }, thing)).toEqual({ n: 1 })
  })

  test('that collided with another transaction is repeated; one that lost its belief is not', async () => {
    const act = { put: { pk: 'TWO', sk: 'A', n: 1 }, believing: isNew }
    after('conflict', 'conflict')
    expect(await write(table, [act])).toEqual({ written: true })
    after()
    expect(await write(table, [act])).toEqual({ written: false, lost: [0] })
    expect(rough.heard).toHaveLength(1)
  })
})

describe('a connection', () => {
  const serve = async (hear: (socket: net.Socket) => void) => {
    let met = 0
    const server = net.createServer((socket) => {
      met += 1
      socket.on('error', () => {})
      hear(socket)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = new URL(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`)
    return { url, met: () => met, stop: () => server.close() }
  }
  const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'

  test('is kept, and more askers than connections wait their turn', async () => {
    const { url, met, stop } = await serve((socket) =>
      socket.on('data', () => setImmediate(() => socket.write(answer))),
    )
    const line = openLine(url)
    const heard = await Promise.all(Array.from({ length: 200 }, () => line('POST / HTTP/1.1\r\n', '{}')))
    expect(heard.every(({ text }) => text === '{}')).toBe(true)
    expect(met()).toBe(64)
    stop()
  })

  test('on which nothing is heard is given up', async () => {
    const { url, stop } = await serve(() => {})
    await expect(openLine(url, 30)('POST / HTTP/1.1\r\n', '{}')).rejects.toThrow('silent for 30 ms')
    stop()
  })

  test.each([
    ['cut short', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'],
    ['longer than told', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}{}'],
    ['no answer at all', ''],
  ])('whose answer is %s hands back none', async (_, sent) => {
    const { url, stop } = await serve((socket) => socket.on('data', () => socket.end(sent)))
    await expect(openLine(url)('POST / HTTP/1.1\r\n', '{}')).rejects.toThrow()
    stop()
  })

  test('to nowhere is refused after its tries', async () => {
    const { url, stop } = await serve(() => {})
    stop()
    const ask = openWire(
      { region: 'x', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, endpoint: url.href },
      () => 0,
    )
    await expect(ask('GetItem', {})).rejects.toThrow('ECONNREFUSED')
  })
})

/** AWS's signer takes a hash as a constructor. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash | typeof createHmac>
  constructor(key?: string | Uint8Array) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key)
  }
  update(part: string | Uint8Array) {
    this.#hash.update(part)
  }
  async digest() {
    return new Uint8Array(this.#hash.digest())
  }
  reset() {}
}

test.each([undefined, 'a-session-token'])(
  'a request is signed as AWS’s own signer signs it (session: %s)',
  async (sessionToken) => {
    const at = new Date('2026-11-23T02:00:00.000Z')
    const host = 'dynamodb.ap-southeast-1.amazonaws.com'
    const credentials = {
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI',
      ...(sessionToken ? { sessionToken } : {}),
    }
    const body = '{"TableName":"chợ"}'
    const head = signer(host, 'ap-southeast-1', credentials)('PutItem', body, at)
    const aws = new SignatureV4({
      service: 'dynamodb',
      region: 'ap-southeast-1',
      credentials,
      sha256: Sha256 as never,
      applyChecksum: false,
    })
    const headers = { host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem' }
    const theirs = await aws.sign(
      { method: 'POST', protocol: 'https:', hostname: host, path: '/', headers, body },
      { signingDate: at },
    )
    expect(head).toContain(`\r\nauthorization:${theirs.headers.authorization}\r\n`)
  },
)
