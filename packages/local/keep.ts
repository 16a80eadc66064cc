import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Puts a value into a file as JSON, whole or not at all, readable by its owner only. */
export function keep(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** What the file holds, or nothing when there is no such file. */
export function recall(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
