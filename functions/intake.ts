import * as z from 'zod'
import type { House } from './house.ts'
import { commitImport } from './intake/commit.ts'
import { planUpload } from './intake/plan.ts'

type QueueEvent = { Records: readonly { messageId: string; body: string }[] }

/** What the queue carries: which import, and what is to be done with it. */
export const intakeJob = z.strictObject({ import: z.string(), do: z.enum(['plan', 'commit']) })
export type IntakeJob = z.infer<typeof intakeJob>

/** Reads officers' lists and writes approved plans. A job may come twice or be cut off: it is taken up where it stands. */
export const intake = (house: House) => async (event: QueueEvent) => {
  const failed: { itemIdentifier: string }[] = []
  for (const { messageId, body } of event.Records) {
    try {
      const job = intakeJob.parse(JSON.parse(body))
      await (job.do === 'plan' ? planUpload : commitImport)(house, job.import)
    } catch (error) {
      const why = error instanceof Error ? error.stack : String(error)
      console.error(JSON.stringify({ what: 'a list was not taken in', messageId, why }))
      failed.push({ itemIdentifier: messageId })
    }
  }
  return { batchItemFailures: failed }
}
