import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nameOfLock } from './folder.ts'
import type { StartRefusal } from './refusal.ts'

export type Lock = { release(): void }

type Holder = { pid: number; since: string }

/** One copy to a folder. The lock of a process that is gone, or whose number belongs to another by now, counts for nothing. */
export function takeLock(folder: string): Lock | StartRefusal {
  const file = join(folder, nameOfLock)
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, since: birth(process.pid) ?? '' }), { flag: 'wx' })
      return { release: () => rmSync(file, { force: true }) }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
        return { code: 'start/folder-not-writable', folder }
      if (code !== 'EEXIST') throw error
    }
    const holder = read(file)
    if (holder && lives(holder)) return { code: 'start/already-running', pid: holder.pid, folder }
    rmSync(file, { force: true })
  }
  throw new Error('the lock comes back as often as it is removed')
}

function read(file: string): Holder | undefined {
  try {
    const { pid, since } = JSON.parse(readFileSync(file, 'utf8'))
    return typeof pid === 'number' && typeof since === 'string' ? { pid, since } : undefined
  } catch {
    return undefined
  }
}

function lives({ pid, since }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return since === (birth(pid) ?? '')
}

/** When a process began, in clock ticks since the machine did: field 22 of proc(5) stat. Nothing where there is no /proc. */
function birth(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
