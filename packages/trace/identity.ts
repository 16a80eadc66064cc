import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical.ts'
import type { EpcisEvent } from './event.ts'
import { eventHash } from './hash.ts'

/** An event and the declaration that takes it back have one id: which of the two it is belongs to the identity (EPCIS 2.0, 7.4.1.4). */
export type Identity = { eventID: string; back: boolean }

/** An event as it is kept: with its hash for an id where it brought none, and without the time others recorded it. */
export function named({ recordTime: _, ...event }: EpcisEvent): EpcisEvent & { eventID: string } {
  return { ...event, eventID: event.eventID ?? eventHash(event) }
}

export const identityOf = (event: EpcisEvent): Identity => ({
  eventID: event.eventID ?? eventHash(event),
  back: event.errorDeclaration !== undefined,
})

/** Equal for two events of one identity that say the same, however they are written: sent again, it changes nothing. */
export const sayingOf = (event: EpcisEvent): string =>
  createHash('sha256')
    .update(`${eventHash(event)}\n${canonicalJson(event.errorDeclaration)}`)
    .digest('base64url')
