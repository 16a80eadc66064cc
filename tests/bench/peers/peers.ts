import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@nguon/local/port'
import { type Bench, type Line, median, perSecond } from '../bench.ts'

const products = 1_000
const rounds = 5

type Asked = { port: number; path: string; body?: string }

/** Eight connections kept open; anything but a 200 with what was asked for ends the measurement. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 })
function ask({ port, path, body }: Asked): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request({ port, path, agent, headers, host: '127.0.0.1', method: body ? 'POST' : 'GET' }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString()
        if (answer.statusCode === 200 && !text.includes('"errors"')) return resolve(text)
        reject(new Error(`${path}: ${answer.statusCode} ${text.slice(0, 200)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** A program that says `ready` when it is. */
function start(what: string, args: string[], cwd: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      if (text.toString().includes('ready')) resolve(child)
    })
    child.on('exit', (code) => reject(new Error(`${what} ended with ${code}`)))
  })
}

/** PostgreSQL refuses to run as root: then it runs as the user its package made. */
function postgres(command: string) {
  if (userInfo().uid === 0) execFileSync('su', ['postgres', '-s', '/bin/sh', '-c', command], { stdio: 'ignore' })
  else execFileSync('/bin/sh', ['-c', command], { stdio: 'ignore' })
}

/** S9: the same three questions to Vendure and to us, in turn, over HTTP, each with a thousand products. */
export const peers: Bench = async () => {
  const here = import.meta.dirname
  // An installation may be kept between runs; a run of its own makes one and throws it away.
  const kept = process.env.PEERS
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'nguon-peers-'))
  mkdirSync(folder, { recursive: true })
  for (const file of ['package.json', 'vendure.mjs']) copyFileSync(join(here, file), join(folder, file))
  if (!existsSync(join(folder, 'node_modules/@vendure/core')))
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: folder, stdio: 'inherit' })
  const data = mkdtempSync(join(tmpdir(), 'nguon-peers-pg-'))
  if (userInfo().uid === 0) execFileSync('chown', ['postgres', data])
  const [database, theirs, ours] = [await freePort(), await freePort(), await freePort()]
  const running: ChildProcess[] = []
  try {
    postgres(`initdb -D ${data} -U peer -A trust`)
    postgres(`pg_ctl -D ${data} -w -l ${data}/log -o '-p ${database} -k ${data} -c listen_addresses=127.0.0.1' start`)
    postgres(`createdb -h 127.0.0.1 -p ${database} -U peer peer`)
    running.push(await start('Vendure', ['vendure.mjs', String(theirs), String(database), String(products)], folder))
    running.push(await start('Nguồn', [join(here, 'ours.ts'), String(ours), String(products)], here))
    return await measure(ours, theirs)
  } finally {
    for (const child of running) child.removeAllListeners('exit').kill('SIGKILL')
    postgres(`pg_ctl -D ${data} -m immediate stop`)
    rmSync(data, { recursive: true, force: true })
    if (!kept) rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(ours: number, theirs: number): Promise<Line[]> {
  const graph = (query: string): Asked => ({ port: theirs, path: '/shop-api', body: JSON.stringify({ query }) })
  const card = 'id name slug description variants { id price currencyCode }'
  const list = `{ products(options: { take: 20 }) { items { ${card} } } }`
  const first = JSON.parse(await ask(graph(list))).data.products.items[0].id
  const words =
    '{ search(input: { term: "nem chua", take: 20, groupByProduct: true }) { totalItems items { productId productName slug } } }'
  const names = '{ products(options: { take: 20 }) { items { id name slug } } }'
  const pairs: [string, Asked, Asked, number][] = [
    ['list of 20', { port: ours, path: '/v1/products?limit=20' }, graph(list), 10],
    ['list of 20, theirs without prices', { port: ours, path: '/v1/products?limit=20' }, graph(names), 10],
    [
      'detail',
      { port: ours, path: '/v1/products/SP000007' },
      graph(`{ product(id: ${first}) { ${card} variantList(options: { take: 1 }) { items { stockLevel } } } }`),
      10,
    ],
    ['search', { port: ours, path: '/v1/products?limit=20&q=nem+chua' }, graph(words), 50],
  ]
  const lines: Line[] = []
  for (const [what, mine, their, ratio] of pairs) {
    const [a, b]: number[][] = [[], []]
    for (const asked of [mine, their]) await perSecond(() => ask(asked), 2_000)
    for (let round = 0; round < rounds; round++) {
      b!.push(await perSecond(() => ask(their), 1_500))
      a!.push(await perSecond(() => ask(mine), 1_500))
    }
    lines.push({
      ...{ id: 'S9', what: `${what}, beside Vendure`, ours: median(a!), floor: median(b!), unit: '/s' },
      target: { ratio, better: 'more' },
      note: `${products} products each, eight connections, in turn`,
    })
  }
  return lines
}
