import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const entry = resolve(import.meta.dirname, '../../packages/local/begin.mjs')

export type Ready = {
  origin: string
  stamp: { link: string; gtin: string; lot: string; serial: string }
  product: { path: string }
  people: Record<'household' | 'officer' | 'operator', { phone: string }>
  apiKey: string
  epcis: { capture: string; events: string; authorization: string }
  inbox: string
}

/** The platform as a newcomer starts it: `npm start` in an empty folder on a free port, with the demo province. */
export async function runPlatform() {
  const folder = mkdtempSync(join(tmpdir(), 'nguon-run-'))
  const child = spawn(process.execPath, [entry], {
    cwd: folder,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      told += String(chunk)
    })
  const report = join(folder, '.nguon/ready.json')
  const began = Date.now()
  while (!existsSync(report)) {
    if (child.exitCode !== null || Date.now() - began > 60_000) throw new Error(`the platform did not start: ${told}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const ready = JSON.parse(readFileSync(report, 'utf8')) as Ready
  return {
    ready,
    seconds: (Date.now() - began) / 1000,
    told: () => told,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('close', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
