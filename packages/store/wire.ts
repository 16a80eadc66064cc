import { setTimeout as pause } from 'node:timers/promises'
import type { Answer } from './answer.ts'
import { openLine } from './line.ts'
import { type Credentials, signer } from './sign.ts'

export type Action = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'TransactWriteItems'
/** One action of DynamoDB in its own JSON; answers the parsed body. Throws `Refused` when the table says no, or nothing can be heard of it. */
export type Ask = (action: Action, input: object) => Promise<Record<string, unknown>>
/** Where the table is: in the cloud the region and what Lambda's environment holds, else an endpoint too. */
export type Place = { region: string; credentials: Credentials; endpoint?: string }

/** What DynamoDB refused with. `tries` above one: an earlier try whose answer was lost may have been carried out. */
export class Refused extends Error {
  readonly kind: string
  readonly tries: number
  /** Of a cancelled transaction: why, for each of its acts in order. */
  readonly reasons: readonly string[]
  constructor(action: Action, { status, text }: Answer, tries: number) {
    const { kind, reasons } = readRefusal(text)
    super(`${action}: ${status} ${text.slice(0, 300)}`)
    this.kind = kind
    this.tries = tries
    this.reasons = reasons
  }
}

function readRefusal(text: string): { kind: string; reasons: string[] } {
  try {
    const { __type: type = '', CancellationReasons: reasons = [] } = JSON.parse(text) as {
      __type?: string
      CancellationReasons?: { Code?: string }[]
    }
    return { kind: type.slice(type.indexOf('#') + 1), reasons: reasons.map(({ Code = 'None' }) => Code) }
  } catch {
    return { kind: '', reasons: [] }
  }
}

const tries = 5
/** Milliseconds of the longest pause before each further try; the pause is anywhere up to it, so that many askers do not come back as one. */
const pauses = [50, 100, 200, 400]
const passing =
  /Throttling|ProvisionedThroughputExceeded|RequestLimitExceeded|InternalServerError|ServiceUnavailable|LimitExceeded|TransactionInProgress/
/** A transaction that lost to another one is worth repeating; one that lost its belief is not. */
const collided = /^(None|TransactionConflict|ThrottlingError|ProvisionedThroughputExceeded)$/

/** A transaction that another one was in the way of, and nothing else: worth asking again. */
export const isCollision = (error: unknown): boolean =>
  error instanceof Refused && error.kind === cancelled && error.reasons.every((it) => collided.test(it))

const cancelled = 'TransactionCanceledException'

function isPassing({ status, text }: Answer): boolean {
  if (status >= 500) return true
  const { kind, reasons } = readRefusal(text)
  return kind === cancelled ? reasons.every((it) => collided.test(it)) : passing.test(kind)
}

/**
 * DynamoDB without the SDK, which is most of what a request costs here (docs/decisions/wire.md). At most five tries in under a second
 * of pauses. Every action may be repeated: reads change nothing, a transaction carries its token, and a put says what it believes.
 */
export function openWire(place: Place, random: () => number = Math.random): Ask {
  const { region, credentials } = place
  const url = new URL(place.endpoint ?? `https://dynamodb.${region}.amazonaws.com`)
  const sign = signer(url.host, region, credentials)
  const line = openLine(url)

  return async (action, input) => {
    const body = JSON.stringify(input)
    for (let at = 1; ; at++) {
      const answer = await line(sign(action, body, new Date()), body).catch((error: unknown) => {
        if (at >= tries) throw error
        return undefined
      })
      if (answer?.status === 200) return JSON.parse(answer.text) as Record<string, unknown>
      if (answer && (at >= tries || !isPassing(answer))) throw new Refused(action, answer, at)
      await pause(random() * pauses[at - 1]!)
    }
  }
}

/** Two transactions on one item at the same moment are both turned away by DynamoDB; a moment later there is only one. */
export async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await attempt()
    } catch (error) {
      if (turn === 5 || !isCollision(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, 40 * 2 ** turn))
    }
  }
}
