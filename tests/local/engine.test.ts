import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { clientSetting } from '@nguon/local/account'
import { type Engine, startEngine } from '@nguon/local/engine'
import { refused, say } from '@nguon/local/refusal'
import { createTable } from '@nguon/local/table'
import { expiryDefinition, tableDefinition } from '@nguon/store/definition'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshTable } from '../engine.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nguon-engine-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = { pk: { S: 'PRODUCT#OCOP123456' }, sk: { S: 'PRODUCT' } }
const shape = { table: tableDefinition('nguon'), expiry: expiryDefinition('nguon') }

async function started(file?: string): Promise<Engine> {
  const answer = await startEngine({ ...(file ? { file } : {}), endpoint: undefined })
  if (refused(answer)) throw new Error(say(answer))
  return answer
}

const get = (endpoint: string) =>
  new DynamoDBClient({ ...clientSetting(endpoint), maxAttempts: 1 }).send(
    new GetItemCommand({ TableName: 'nguon', Key: key }),
  )

const put = (endpoint: string) =>
  new DynamoDBClient(clientSetting(endpoint)).send(
    new PutItemCommand({ TableName: 'nguon', Item: { ...key, name: { S: 'Nem chua' } } }),
  )

describe('the engine', () => {
  test('keeps a file across a restart', async () => {
    const file = join(folder, 'kept.db')
    const first = await started(file)
    await createTable(first.endpoint, shape)
    await put(first.endpoint)
    await first.stop()
    const second = await started(file)
    await createTable(second.endpoint, shape) // already there: nothing changes
    expect((await get(second.endpoint)).Item?.name).toEqual({ S: 'Nem chua' })
    await second.stop()
  })

  test('forgets everything when it has no file', async () => {
    const first = await started()
    await createTable(first.endpoint, shape)
    await first.stop()
    await expect(fetch(first.endpoint)).rejects.toThrow('fetch failed')
    const second = await started()
    await expect(get(second.endpoint)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await second.stop()
  })

  test('ends with the process that started it, even by kill -9', async () => {
    const parent = spawn(
      process.execPath,
      [
        '-e',
        "import('@nguon/local/engine').then((e) => e.startEngine({})).then((a) => console.log(a.endpoint)); setInterval(() => {}, 1000)",
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], cwd: join(import.meta.dirname, '../../packages/local') },
    )
    const [line] = await once(parent.stdout, 'data')
    const endpoint = String(line).trim()
    expect((await fetch(endpoint)).status).toBeLessThan(500)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    await expect
      .poll(
        () =>
          fetch(endpoint).then(
            () => 'answers',
            () => 'silent',
          ),
        { timeout: 5_000 },
      )
      .toBe('silent')
  })

  test('is the one at the endpoint given, where there is one', async () => {
    const other = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    expect(await startEngine({ endpoint })).toMatchObject({ endpoint, kind: 'given' })
    other.close()
    await once(other, 'close')
    expect(await startEngine({ endpoint, patience: 100 })).toEqual({ code: 'start/engine-silent', endpoint })
  })

  test('gives each test a table of its own', async () => {
    const [one, other] = await Promise.all([freshTable(), freshTable()])
    expect(one.name).not.toBe(other.name)
    const client = new DynamoDBClient(one.config)
    await client.send(new PutItemCommand({ TableName: one.name, Item: key }))
    expect((await client.send(new GetItemCommand({ TableName: other.name, Key: key }))).Item).toBeUndefined()
    await one.drop()
    await sleep(0)
    await expect(client.send(new GetItemCommand({ TableName: one.name, Key: key }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await other.drop()
  })
})
