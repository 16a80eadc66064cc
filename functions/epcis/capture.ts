import { createHash } from 'node:crypto'
import { auditAct } from '@nguon/store/audit'
import { type Capture, captureAct, keepCapture, readCapture } from '@nguon/store/capture'
import { keepEvents, type Telling } from '@nguon/store/event'
import { canonicalJson } from '@nguon/trace/canonical'
import type { EpcisEvent } from '@nguon/trace/event'
import { named } from '@nguon/trace/identity'
import { audited, type C, idOf, isRefusal } from '../api/app.ts'
import type { Refusal } from '../problem.ts'
import { type Claim, claimLots } from './claim.ts'
import { type Party, partyFor, partyName } from './party.ts'

export type Behaviour = Capture['behaviour']
/** An event of a document, or what is wrong with it. */
export type Sent = { event: EpcisEvent } | Refusal

/** An event, where it belongs, to be kept; without a lot of ours it stays with who sent it. */
const tellingOf = (event: EpcisEvent, claim: Claim, party: Party, recordTime: string): Telling => ({
  event: named(event),
  recorded: { recordTime, captured: true, ...(claim.declaredBy ? { declaredBy: claim.declaredBy } : {}) },
  lines: claim.lines,
  owner: partyName(party),
})

/** Events with the right to tell them, in the order they came; a refusal takes the place of its event. */
async function tellingsOf(c: C, sent: readonly Sent[], party: Party): Promise<(Telling | Refusal)[]> {
  const recordTime = c.var.house.now().toISOString()
  const events = sent.filter((it): it is { event: EpcisEvent } => 'event' in it)
  const claims = await claimLots(
    c,
    events.map(({ event }) => event),
  )
  return sent.map((it) => {
    if (!('event' in it)) return it
    const claim = claims[events.indexOf(it)]!
    return 'code' in claim ? claim : tellingOf(it.event, claim, party, recordTime)
  })
}

const isTelling = (it: Telling | Refusal): it is Telling => !('code' in it)

/**
 * Captures a document. What is wrong with its form or asked without right is refused at once and nothing is kept; what clashes with
 * events already here is told by the job. The same document sent again is the same job.
 */
export async function captureDocument(
  c: C,
  document: unknown,
  sent: readonly Sent[],
  behaviour: Behaviour,
): Promise<Capture | Refusal> {
  const { house, actor } = c.var
  const party = await partyFor(c, 'capture')
  if ('code' in party) return party
  const name = partyName(party)
  const id = createHash('sha256')
    .update(`${name}\n${behaviour}\n${canonicalJson(document)}`)
    .digest('hex')
    .slice(0, 32)
  const before = await readCapture(house.table, id)
  if (before?.success) return before

  const at = house.now().toISOString()
  const job: Capture = {
    ...{ id, party: name, by: idOf(actor), createdAt: at, finishedAt: at, behaviour },
    ...{ success: true, events: sent.length, kept: 0, errors: [] },
  }
  const tellings = await tellingsOf(c, sent, party)
  const done = behaviour === 'rollback' ? await allOrNone(c, job, tellings) : await asManyAsGo(c, job, tellings)
  // Somebody sent the same document at the same moment: theirs is the job.
  const theirs = 'code' in done ? await readCapture(house.table, id) : undefined
  return theirs?.success ? theirs : done
}

async function allOrNone(c: C, job: Capture, tellings: readonly (Telling | Refusal)[]): Promise<Capture | Refusal> {
  const { house } = c.var
  const wrong = tellings.find((it) => !isTelling(it))
  if (wrong) return wrong as Refusal
  let finished = job
  const kept = await keepEvents(house.table, tellings.filter(isTelling), (kept) => {
    finished = { ...job, kept: kept.filter(({ fresh }) => fresh).length }
    return [captureAct(finished), ...(finished.kept > 0 ? [auditAct(auditOf(c, job))] : [])]
  })
  if (!isRefusal(kept)) return finished
  if (kept.code !== 'event/id-taken') return kept
  const failed = { ...job, success: false, errors: [errorOf(kept.place, kept)] }
  await keepCapture(house.table, failed)
  return failed
}

async function asManyAsGo(c: C, job: Capture, tellings: readonly (Telling | Refusal)[]): Promise<Capture | Refusal> {
  const { house } = c.var
  const errors: Capture['errors'] = []
  let count = 0
  for (const [place, telling] of tellings.entries()) {
    const audit = auditAct(auditOf(c, job))
    const kept = isTelling(telling)
      ? await keepEvents(house.table, [telling], ([one]) => (one?.fresh ? [audit] : []))
      : telling
    if ('code' in kept) errors.push(errorOf(place, kept))
    else if (kept[0]?.fresh) count++
  }
  const done = { ...job, success: errors.length === 0, kept: count, errors }
  await keepCapture(house.table, done)
  return done
}

const auditOf = (c: C, job: Capture) => audited(c, 'event.append', 'capture', job.id)
const errorOf = (place: number, { code, ...evidence }: Refusal) => ({ code, place, evidence })

/** Keeps one event that was sent alone. `fresh` false where it was here before. */
export async function captureEvent(c: C, event: EpcisEvent): Promise<{ eventID: string; fresh: boolean } | Refusal> {
  const { house } = c.var
  const party = await partyFor(c, 'capture')
  if ('code' in party) return party
  const [telling] = await tellingsOf(c, [{ event }], party)
  if (!telling || !isTelling(telling)) return telling ?? { code: 'thing/not-found' }
  const { eventID = '' } = telling.event
  const kept = await keepEvents(house.table, [telling], ([one]) =>
    one?.fresh ? [auditAct(audited(c, 'event.append', 'event', one.row.id))] : [],
  )
  return isRefusal(kept) ? kept : { eventID, fresh: kept[0]!.fresh }
}
