import { journey, type StepKind, type StoredEvent } from '@nguon/trace/history'

/** A lot's history as the API proves it. */
export type HistoryProof = {
  product: string
  lot: string
  key: string
  events: Pick<StoredEvent, 'seq' | 'previous' | 'chain' | 'recordTime' | 'declaredBy' | 'event'>[]
  anchors: { seq: number; chain: string; index: number; proof: string[] }[]
  checkpoint?: string
}
export type HistoryRoot = { size: number; root: string; at: string; note: string }

export type HistoryRow = { seq: number; kind: StepKind | 'taken-back'; recorded: string; mark: string; inLog: boolean }

/** The newest event that the signed root covers; 0 before any is. */
export const anchoredUpTo = ({ anchors }: HistoryProof): number => Math.max(0, ...anchors.map(({ seq }) => seq))

/** When the root in the file was signed: the fourth line of its note. */
export const signedAt = ({ checkpoint }: HistoryProof): string | undefined => checkpoint?.split('\n')[3]

/** What happened, in the order it was recorded, with the short mark that a person can compare. */
export function historyRows(proof: HistoryProof): HistoryRow[] {
  const covered = anchoredUpTo(proof)
  return proof.events.map((it) => ({
    ...{ seq: it.seq, recorded: it.recordTime, mark: it.chain.slice(0, 12), inLog: it.seq <= covered },
    kind: journey([{ ...it, hash: '' }])[0]?.kind ?? 'taken-back',
  }))
}
