import { type Key, revisionKey } from './key.ts'
import { type Act, atRevision, type Item, isNew } from './table.ts'

/** The next revision in the place of the last, which is kept beside it. Lost where somebody else wrote in between. */
export const revise = ({ pk }: Key, before: { revision: number }, next: Item): Act[] => [
  { put: next, believing: atRevision(before.revision) },
  { put: { ...revisionKey(pk, before.revision), ...before }, believing: isNew },
]
