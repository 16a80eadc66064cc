import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEngine } from '@nguon/local/engine'
import { type StartRefusal, say } from '@nguon/local/refusal'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nguon-start-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  }
  rmSync(folder, { recursive: true, force: true })
})

type Said = { child: ChildProcess; out: () => string; err: () => string; ended: Promise<number | null> }

function spawned(file: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Said {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    cwd: folder,
    env: { ...process.env, PORT: '0', NGUON_DYNAMODB_ENDPOINT: '', ...env },
  })
  children.push(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = once(child, 'close').then(([code]) => code)
  return { child, out: () => out, err: () => err, ended }
}

const start = (args?: string[], env?: NodeJS.ProcessEnv) => spawned('stub.ts', args, env)
const reset = () => spawned('../../packages/local/reset.ts')
const kept = (name: string) => join(folder, '.nguon', name)
const report = () => JSON.parse(readFileSync(kept('ready.json'), 'utf8'))

async function standing(said: Said) {
  await expect.poll(() => said.out() + said.err(), { timeout: 15_000 }).toContain('Ctrl-C')
  return report()
}
const records = async (origin: string): Promise<string[]> => (await (await fetch(origin)).json()).records

async function stopped({ child, ended }: Said) {
  child.kill('SIGINT')
  expect(await ended).toBe(0)
}

const refusedWith = async (said: Said, refusal: StartRefusal) => {
  expect(await said.ended).toBe(1)
  expect(said.err()).toBe(`${say(refusal)}\n`)
  expect(said.out()).toBe('')
}

describe('npm start', () => {
  test('is ready with what was seeded projected, tells what to open, and ends whole', async () => {
    const running = start()
    const { origin, endpoints, ...rest } = await standing(running)
    expect(origin).toMatch(/^http:\/\/localhost:\d+$/)
    expect(rest).toEqual({
      stamp: { link: `${origin}/01/09521234543213`, gtin: '09521234543213', lot: 'L1', serial: 'K7MQ2R9DFH3P' },
      product: { path: '/hang/09521234543213' },
      people: { household: { phone: '0912000001' } },
      apiKey: 'nguon_stub',
      epcis: {
        capture: `${origin}/v1/epcis/capture`,
        events: `${origin}/v1/epcis/events`,
        authorization: 'Bearer nguon_stub',
      },
      inbox: `${origin}/dev/inbox`,
      table: 'nguon',
    })
    const seen = ['SEED 1', 'SEED 2', 'SEED 3', 'SEEN 1', 'SEEN 2', 'SEEN 3', 'TAKEN sheet']
    expect(await records(origin)).toEqual(seen)
    expect(await (await fetch(`${origin}/dev/inbox`)).text()).toContain('482913')
    for (const path of ['/dev/bank', '/dev/inbox.json']) expect((await fetch(`${origin}${path}`)).status).toBe(200)
    const told = await fetch(`${origin}/dev/bank`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ to: '970436-0123456789', dong: '120000', content: 'NGA1B2C3' }),
    })
    expect(await told.json()).toMatchObject({ status: 200, answer: 'hooks' })
    for (const line of [`${origin}/`, '  ██\n', '0912000001', `${origin}/dev/inbox`])
      expect(running.out()).toContain(line)
    expect(running.out()).not.toContain('\x1b')
    for (const name of ['secrets.json', 'ready.json', 'inbox.json'])
      expect(statSync(kept(name)).mode & 0o777).toBe(0o600)
    await stopped(running)
    expect(running.err()).toBe('')
    expect(existsSync(kept('ready.json')) || existsSync(kept('lock.json'))).toBe(false)
    await expect(fetch(endpoints.dynamodb)).rejects.toThrow()
    await expect(fetch(endpoints.s3)).rejects.toThrow()
  })

  test('keeps what was done, seeds once, and keeps its secrets', async () => {
    const first = start()
    const before = await records((await standing(first)).origin)
    const secrets = readFileSync(kept('secrets.json'), 'utf8')
    await stopped(first)
    const second = start()
    expect(await records((await standing(second)).origin)).toEqual(before)
    expect(readFileSync(kept('secrets.json'), 'utf8')).toBe(secrets)
    await stopped(second)
  })

  test('has no demo when it is empty, then or later', async () => {
    const first = start(['--empty'])
    expect(await records((await standing(first)).origin)).toEqual([])
    await stopped(first)
    const second = start()
    expect(await records((await standing(second)).origin)).toEqual([])
    await stopped(second)
  })

  test('begins again when its first start was cut short', async () => {
    const cut = start([], { STUB_DIES: 'yes' })
    await cut.ended
    expect(cut.child.signalCode).toBe('SIGKILL')
    expect(existsSync(kept('db.sqlite'))).toBe(true)
    const next = start()
    expect(await records((await standing(next)).origin)).toHaveLength(7)
    await stopped(next)
  })

  test('starts after a copy that was killed, and loses nothing', async () => {
    const killed = start()
    const { endpoints } = await standing(killed)
    killed.child.kill('SIGKILL')
    await killed.ended
    const gone = () =>
      fetch(endpoints.dynamodb).then(
        () => 'answers',
        () => 'gone',
      )
    await expect.poll(gone, { timeout: 5_000 }).toBe('gone')
    const next = start()
    expect(await records((await standing(next)).origin)).toHaveLength(7)
    await stopped(next)
  })

  test('refuses a second copy in the same folder', async () => {
    const first = start()
    await standing(first)
    await refusedWith(start(), {
      code: 'start/already-running',
      pid: first.child.pid ?? 0,
      folder: join(folder, '.nguon'),
    })
    await refusedWith(reset(), {
      code: 'start/already-running',
      pid: first.child.pid ?? 0,
      folder: join(folder, '.nguon'),
    })
    await stopped(first)
  })

  test('refuses a busy port and leaves no lock behind', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await refusedWith(start([], { PORT: String(port) }), { code: 'start/port-busy', port })
    other.close()
    expect(existsSync(kept('lock.json'))).toBe(false)
  })

  test('refuses a folder that it cannot write to', async () => {
    writeFileSync(join(folder, '.nguon'), 'a file stands where the folder should')
    await refusedWith(start(), { code: 'start/folder-not-writable', folder: join(folder, '.nguon') })
  })

  test('builds a site that is not built yet, and says in one line when that fails', async () => {
    mkdirSync(join(folder, 'site'))
    writeFileSync(join(folder, 'site/package.json'), '{}')
    const script = (line: string) =>
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { 'build:site': line } }))
    script('echo the page has no end >&2; exit 3')
    const failing = start()
    expect(await failing.ended).toBe(1)
    expect(failing.err()).toBe(`${say({ code: 'start/site-not-built', detail: 'the page has no end' })}\n`)
    script('mkdir -p site/dist/client && echo xin chao > site/dist/client/chao.txt')
    const building = start()
    const { origin } = await standing(building)
    expect(await (await fetch(`${origin}/chao.txt`)).text()).toBe('xin chao\n')
    await stopped(building)
  })

  test.each<[string[], NodeJS.ProcessEnv, StartRefusal]>([
    [['--demo'], {}, { code: 'start/unknown-option', given: '--demo' }],
    [[], { PORT: 'bốn nghìn' }, { code: 'start/port-not-a-number', given: 'bốn nghìn' }],
    [[], { PORT: '70000' }, { code: 'start/port-not-a-number', given: '70000' }],
    [
      [],
      { NGUON_DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' },
      { code: 'start/engine-silent', endpoint: 'http://127.0.0.1:9' },
    ],
  ])('refuses %j %j in one line', async (args, env, refusal) => {
    await refusedWith(start(args, env), refusal)
  })

  test('knows no engine for a platform without one', async () => {
    const answer = await startEngine({ only: 'dynoxide', platform: 'sunos-sparc' })
    expect(answer).toEqual({ code: 'start/no-engine', platform: 'sunos-sparc' })
    expect(say({ code: 'start/no-engine', platform: 'sunos-sparc' })).toMatch(/^[^\n]*NGUON_DYNAMODB_ENDPOINT[^\n]*$/)
  })
})

describe('npm run reset', () => {
  test('throws the data away, and the next start begins again', async () => {
    const first = start(['--empty'])
    await standing(first)
    await stopped(first)
    expect(await reset().ended).toBe(0)
    expect(existsSync(join(folder, '.nguon'))).toBe(false)
    expect(await reset().ended).toBe(0)
    const second = start()
    expect(await records((await standing(second)).origin)).toHaveLength(7)
    await stopped(second)
  })
})
