import { z } from '@hono/zod-openapi'
import { dayIn } from '@nguon/listing/day'
import { maskPhone } from '@nguon/people/phone'
import type { Reporter } from '@nguon/store/report'
import { asideReason, hideNumbers, isLate, isOpen, outcome, type Report, type ReportFact } from '@nguon/trace/report'
import { sayReportNumber } from '@nguon/trace/report-number'
import { reportKind } from '@nguon/trace/report-rule'
import { humanSerial } from '@nguon/trace/stamp'
import type { House } from '../house.ts'

const step = z.object({
  is: z.enum(['received', 'taken', 'replied', 'answered', 'set-aside', 'reopened', 'withdrawn', 'closed']),
  at: z.string(),
  by: z.string().optional(),
  text: z.string().optional(),
  outcome: outcome.optional(),
  reason: asideReason.optional(),
})
const state = z.enum(['received', 'taken', 'answered', 'set-aside', 'withdrawn', 'closed'])

/** What everybody who may see a report sees of it. */
const seen = z.object({
  number: z.string().openapi({ example: 'K7MQ2R9X' }),
  human: z.string().openapi({ description: 'The number as it is read out', example: 'K7MQ 2R9X' }),
  kind: reportKind,
  state,
  at: z.string(),
  due: z.string().openapi({ description: 'The day an answer is promised for' }),
  sure: z.boolean().openapi({ description: 'False where a holiday not announced yet may move the day' }),
  late: z.boolean(),
  reopened: z.boolean(),
  product: z.object({ id: z.string(), name: z.string() }).optional(),
  lot: z.string().optional(),
  serial: z.string().optional(),
  stampNumber: z.string().optional(),
  stranger: z.string().optional().openapi({ description: 'What the code said, where it is none of ours' }),
  reopenUntil: z.string().optional(),
  trail: z.array(step),
  example: z.boolean().optional(),
})

/** By its own link: nobody's name, and the way on that is open. */
export const linkView = seen
  .extend({
    picture: z.boolean(),
    phoneMasked: z.string().optional(),
    may: z.array(z.enum(['picture', 'withdraw', 'content', 'reopen'])),
  })
  .openapi('Report')

const made = z.object({ id: z.string(), name: z.string(), commune: z.string() })

/** On a list: nothing of who reported. */
export const deskView = seen
  .extend({ revision: z.int(), maker: made.optional(), taken: z.string().optional() })
  .openapi('ReportRow')

export const caseView = deskView
  .extend({
    mine: z.boolean(),
    words: z.string().optional(),
    again: z.string().optional(),
    phone: z.string().optional(),
    picture: z.object({ width: z.int(), height: z.int() }).optional(),
    earlier: z.array(deskView).openapi({ description: 'Other reports about the same product, newest first' }),
  })
  .openapi('ReportCase')

/** As its maker sees it: what was said, without numbers that may be a telephone; who said it and their picture stay with the officer. */
export const makerView = seen.extend({ words: z.string().optional(), mayReply: z.boolean() }).openapi('ReportOfMaker')

type Named = boolean
function stepOf(fact: ReportFact, named: Named): z.infer<typeof step> {
  const { is, at } = fact
  return {
    ...{ is, at },
    ...(named && 'by' in fact && typeof fact.by !== 'string' ? { by: fact.by.name } : {}),
    ...('text' in fact ? { text: fact.text } : {}),
    ...('outcome' in fact ? { outcome: fact.outcome } : {}),
    ...('reason' in fact ? { reason: fact.reason } : {}),
  }
}

function seenOf(it: Report, { now }: House, named: Named): z.infer<typeof seen> {
  const { number, kind, state, at, due, sure, reopened, goods, lot, serial, stranger } = it
  return {
    ...{ number, human: sayReportNumber(number), kind, state, at, due, sure, reopened },
    ...{ late: isLate(it, dayIn(now())), trail: it.trail.map((fact) => stepOf(fact, named)) },
    ...(goods ? { product: { id: goods.product, name: goods.name } } : {}),
    ...(lot ? { lot } : {}),
    ...(serial ? { serial, stampNumber: humanSerial(serial) } : {}),
    ...(stranger ? { stranger } : {}),
    ...('reopenUntil' in it ? { reopenUntil: it.reopenUntil } : {}),
    ...(goods?.example ? { example: true } : {}),
  }
}

export function linkViewOf(it: Report, who: Reporter, house: House): z.infer<typeof linkView> {
  const again = 'reopenUntil' in it && !it.reopened && house.now().toISOString() <= it.reopenUntil
  const may: z.infer<typeof linkView>['may'] = [
    ...(isOpen(it) && !who.picture ? (['picture'] as const) : []),
    ...(isOpen(it) ? (['withdraw'] as const) : []),
    ...(it.state === 'answered' ? (['content'] as const) : []),
    ...(again ? (['reopen'] as const) : []),
  ]
  // The maker's word was said to the officer.
  const view = seenOf(it, house, false)
  return {
    ...{ ...view, trail: view.trail.filter(({ is }) => is !== 'replied'), picture: Boolean(who.picture), may },
    ...(who.phone ? { phoneMasked: maskPhone(who.phone) } : {}),
  }
}

export function deskViewOf(it: Report, house: House): z.infer<typeof deskView> {
  const { goods } = it
  return {
    ...{ ...seenOf(it, house, true), revision: it.revision },
    ...(goods ? { maker: { id: goods.maker, name: goods.makerName, commune: goods.commune } } : {}),
    ...(it.state === 'taken' ? { taken: it.taken.name } : {}),
  }
}

export function caseViewOf(
  it: Report,
  who: Reporter,
  earlier: readonly Report[],
  person: string,
  house: House,
): z.infer<typeof caseView> {
  const { phone, words, again, picture } = who
  return {
    ...{ ...deskViewOf(it, house), mine: it.state === 'taken' && it.taken.id === person },
    earlier: earlier.filter(({ number }) => number !== it.number).map((one) => deskViewOf(one, house)),
    ...(words ? { words } : {}),
    ...(again ? { again } : {}),
    ...(phone ? { phone } : {}),
    ...(picture ? { picture: { width: picture.width, height: picture.height } } : {}),
  }
}

export const makerViewOf = (it: Report, who: Reporter, house: House): z.infer<typeof makerView> => ({
  ...{ ...seenOf(it, house, true), mayReply: isOpen(it) },
  ...(who.words ? { words: hideNumbers(who.words) } : {}),
})
