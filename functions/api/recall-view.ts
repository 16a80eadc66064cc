import { z } from '@hono/zod-openapi'
import {
  hazard,
  isPublic,
  lotsInForce,
  type RecallCase,
  type RecallReach,
  type RecallTask,
  recallCount,
  recallDraft,
  recallReach,
  sinceOf,
} from '@nguon/trace/recall'

const deed = z.object({ by: z.string(), at: z.string() })
const states = z.enum(['proposed', 'refused', 'withdrawn', 'live', 'closed'])

/** What everyone may know of a recall. Names of persons, and the numbers of stamps, are for those inside. */
export const publicView = z
  .object({
    ...{ id: z.string(), product: z.string(), gtin: z.string().optional(), name: z.string() },
    maker: z.object({ id: z.string(), name: z.string() }),
    ...{ commune: z.string(), province: z.string(), state: states, since: z.string(), hazard },
    ...{ reason: z.string(), advice: z.string(), contact: z.string() },
    lots: z.array(z.string()).openapi({ description: 'Lots that are called back now' }),
    part: z.int().optional().openapi({ description: 'Where only some stamps of the lot are meant: how many' }),
    lifted: z.array(z.object({ lots: z.array(z.string()), at: z.string(), why: z.string() })),
    count: recallCount.extend({ at: z.string() }).strip().optional(),
    closed: z.object({ at: z.string(), summary: z.string() }).optional(),
    example: z.boolean().optional(),
  })
  .openapi('Recall')

// Not an extension of the public one: there `since` is certain, and a document cannot take that back.
export const insideView = z
  .object({
    ...publicView.shape,
    own: z.boolean().openapi({ description: 'Whether it was proposed by whoever asks' }),
    ...{ revision: z.int(), scope: recallDraft.shape.scope, since: z.string().optional() },
    ...{ proposed: deed, confirmed: deed.optional(), withdrawn: deed.optional() },
    refused: deed.extend({ why: z.string() }).optional(),
    allLots: z.array(z.string()).openapi({ description: 'Every lot it was put on, lifted ones too' }),
    reach: recallReach.optional().openapi({ description: 'Who it reached as it was confirmed' }),
    ended: recallReach.optional().openapi({ description: 'The same as it was closed' }),
    counted: deed.optional(),
    closedBy: z.string().optional(),
    left: z
      .object({ phase: z.enum(['banner', 'history']), done: z.int(), all: z.int() })
      .optional()
      .openapi({ description: 'What is still being written; absent when every lot has it' }),
  })
  .openapi('RecallRecord')

const partOf = ({ scope }: RecallCase) =>
  scope.is === 'ranges' ? { part: scope.ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0) } : {}

const about = (it: RecallCase) => {
  const { id, product, gtin, name, commune, province, state, hazard, reason, advice, contact, example } = it
  return {
    ...{ id, product, name, commune, province, state, hazard, reason, advice, contact },
    maker: { id: it.maker, name: it.makerName },
    ...(gtin ? { gtin } : {}),
    ...(example ? { example } : {}),
    ...partOf(it),
  }
}

/** A recall as the public sees it. */
export function viewOf(it: Extract<RecallCase, { lots: unknown }>): z.infer<typeof publicView> {
  const { by: _, ...count } = it.count ?? {}
  return {
    ...{ ...about(it), since: sinceOf(it), lots: lotsInForce(it) },
    lifted: it.lifted.map(({ lots, at, why }) => ({ lots, at, why })),
    ...(it.count ? { count: publicView.shape.count.unwrap().parse(count) } : {}),
    ...(it.state === 'closed' ? { closed: { at: it.closed.at, summary: it.closed.summary } } : {}),
  }
}

const said = ({ by, at }: { by: { name: string }; at: string }) => ({ by: by.name, at })
const leftOf = ({ phase, next, lots }: RecallTask) => ({ phase, done: next, all: lots.length })

/** A recall as its maker and officers see it, with what is left to write of it. */
export function recordOf(it: RecallCase, asker: string, task?: RecallTask): z.infer<typeof insideView> {
  const own = it.proposed.by.id === asker
  const inside = { own, revision: it.revision, scope: it.scope, proposed: said(it.proposed) }
  const left = task ? { left: leftOf(task) } : {}
  if (isPublic(it)) {
    const ended: { ended?: RecallReach; closedBy?: string } =
      it.state === 'closed' ? { ended: it.closed.reach, closedBy: it.closed.by.name } : {}
    return {
      ...{
        ...viewOf(it),
        ...inside,
        ...left,
        ...ended,
        confirmed: said(it.confirmed),
        allLots: it.lots,
        reach: it.reach,
      },
      ...(it.count ? { counted: said(it.count) } : {}),
    }
  }
  return {
    ...{ ...about(it), ...inside, lots: [], lifted: [], allLots: [] },
    ...(it.state === 'refused' ? { refused: { ...said(it.refused), why: it.refused.why } } : {}),
    ...(it.state === 'withdrawn' ? { withdrawn: said(it.withdrawn) } : {}),
  }
}
