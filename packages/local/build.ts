import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { StartRefusal } from './refusal.ts'

/** Builds the site unless it is built. A checkout that was installed with scripts has it already. */
export async function buildSite(root: string, tell: (line: string) => void): Promise<StartRefusal | undefined> {
  if (existsSync(join(root, 'site/dist')) || !existsSync(join(root, 'site/package.json'))) return
  tell('Đang dựng trang web lần đầu, chờ khoảng nửa phút · Building the site for the first time, half a minute or so')
  const child = spawn('npm', ['run', 'build:site', '--silent'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let last = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      last = chunk.toString().trim().split('\n').at(-1) || last
    })
  }
  try {
    const [code] = await once(child, 'close')
    return code === 0 ? undefined : { code: 'start/site-not-built', detail: last || `npm: ${code}` }
  } catch (error) {
    return { code: 'start/site-not-built', detail: error instanceof Error ? error.message : String(error) }
  }
}
