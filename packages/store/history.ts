import type { EpcisEvent } from '@nguon/trace/event'
import { chain, type Head, nothingBefore, type StoredEvent, storedEvent } from '@nguon/trace/history'
import * as z from 'zod'
import { chainedAt, headAt } from './key.ts'
import { type Act, all, type Belief, isNew, read, type Table } from './table.ts'

const head = z.object({ seq: z.int().nonnegative(), chain: z.string() })

/** `checked` says that an officer looked; the chain covers what was told, not who looked later. */
export type Recorded = { recordTime: string; declaredBy?: string; checked?: { by: string; at: string } }
export type Telling = { event: EpcisEvent; recorded: Recorded }

/** The partition that holds a chained history: a lot's, or a crop's, from before there is a lot. */
export type Line = string

export const readHead = (table: Table, line: Line): Promise<Head | undefined> => read(table, headAt(line), head)

/** A whole history, oldest first. */
export const readHistory = (table: Table, line: Line): Promise<StoredEvent[]> =>
  all(table, { pk: line, prefix: 'EVENT#' }, storedEvent)

/** The head is believed, so a history cannot fork. */
export const atHead = (tip: Head): Belief => ({
  expression: '#seq = :seq',
  names: { '#seq': 'seq' },
  values: { ':seq': tip.seq },
})

/** What events write behind the head of a history, for whoever writes it in one transaction with more. Every event there is comes to be here. */
export function append(line: Line, tip: Head, told: readonly Telling[]): { acts: Act[]; kept: StoredEvent[] } {
  const kept: StoredEvent[] = []
  for (const { event, recorded } of told) kept.push(chain(kept.at(-1) ?? tip, event, recorded))
  const last = kept.at(-1) ?? tip
  const acts: Act[] = [
    {
      put: { ...headAt(line), seq: last.seq, chain: last.chain },
      believing: tip.seq === nothingBefore.seq ? isNew : atHead(tip),
    },
    ...kept.map((it) => ({ put: { ...chainedAt(line, it.seq), ...it }, believing: isNew })),
  ]
  return { acts, kept }
}
