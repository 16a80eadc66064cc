import { keepFile, readFile } from '@nguon/store/files'
import { addRoot, growLog, listRoots, type Root, readLog } from '@nguon/store/log'
import { readCheckpoint, verifierKey, writeCheckpoint } from '@nguon/trace/checkpoint'
import { publicBytes } from '@nguon/trace/ed25519'
import type { House } from './house.ts'

/** A root is made no oftener than this: a head waits for its proof a quarter of an hour at most. */
export const rootEveryMinutes = 15
/** Forty heads a round; what a tick leaves over waits for the next. */
const roundsMost = 250

/** The log is named by the house's address: `tem.example.vn/history`. */
export const logName = (origin: string): string => `${origin.replace(/^https?:\/\//, '')}/history`

export const logKeyOf = (house: House): Buffer => publicBytes(house.historyKey)
export const logVerifier = (house: House): string => verifierKey(logName(house.origin), logKeyOf(house))

/**
 * Takes the heads that wait into the log and, when it is time and it has grown, signs its root. The note is sealed before
 * the table knows it: of two that sign the same size the first sealed one stands, and a second run finds and keeps that one.
 */
export async function makeRoot(house: House): Promise<Root | undefined> {
  for (let round = 0; round < roundsMost; round++) if ((await growLog(house.table)) === 0) break
  const [log, { items }] = await Promise.all([readLog(house.table), listRoots(house.table, 1)])
  const [last] = items
  if (log.size === (last?.size ?? 0)) return undefined
  const now = house.now()
  if (last && now.getTime() - Date.parse(last.at) < rootEveryMinutes * 60_000) return undefined
  const origin = logName(house.origin)
  const made = writeCheckpoint({ origin, size: log.size, root: log.root, at: now.toISOString() }, house.historyKey)
  const file = `roots/${String(log.size).padStart(12, '0')}.txt`
  const first = await keepFile(house.sealed, file, Buffer.from(made), 'text/plain; charset=utf-8', 'nothing')
  const note = first ? made : Buffer.from((await readFile(house.sealed, file))?.bytes ?? []).toString()
  const sealed = readCheckpoint(note, logKeyOf(house))
  if ('code' in sealed || !sealed.root.equals(log.root))
    throw new Error(
      `the sealed root of ${log.size} is not the log's: ${'code' in sealed ? sealed.code : 'another hash'}`,
    )
  const it = { size: sealed.size, root: sealed.root.toString('hex'), at: sealed.at, note }
  await addRoot(house.table, it)
  return it
}
