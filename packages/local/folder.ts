import { accessSync, constants, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { StartRefusal } from './refusal.ts'

/** Everything one machine keeps, under one folder that can be thrown away. */
export type Folder = {
  path: string
  file(name: 'db.sqlite' | 'position.json' | 'inbox.json' | 'secrets.json' | 'ready.json' | 'begun.json'): string
  /** Objects and messages. */
  cloud: string
}

export const nameOfFolder = '.nguon'
export const nameOfLock = 'lock.json'

/** The folder of this checkout, made where it is not there yet. */
export function openFolder(path = resolve(nameOfFolder)): Folder | StartRefusal {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch {
    return { code: 'start/folder-not-writable', folder: path }
  }
  return { path, file: (name) => join(path, name), cloud: join(path, 'cloud') }
}

/** Throws everything away but the lock, which says that we are at it. */
export function empty(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name !== nameOfLock) rmSync(join(folder, name), { recursive: true, force: true })
  }
}
