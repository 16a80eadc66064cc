import { randomUUID } from 'node:crypto'
import { account } from './account.ts'
import { type Report, toConsole } from './pace.ts'

/** What EventBridge Scheduler sends where a schedule gives no input of its own. */
export type ClockEvent = {
  version: '0'
  id: string
  'detail-type': 'Scheduled Event'
  source: 'aws.scheduler'
  account: string
  time: string
  region: string
  resources: string[]
  detail: '{}'
}

export type ClockHandler = (event: ClockEvent) => Promise<unknown>

export type Clock = { stop(): Promise<void> }

/**
 * Calls the handler at every full minute, never twice at once.
 *
 * @param every milliseconds between two calls
 */
export function startClock({
  handler,
  every = 60_000,
  report = toConsole,
}: {
  handler: ClockHandler
  every?: number
  report?: Report
}): Clock {
  let running: Promise<unknown> = Promise.resolve()
  let timer = setTimeout(tick, every - (Date.now() % every))
  let stopped = false

  function tick() {
    running = handler(clockEvent(new Date()))
      .catch((error) => report('The timers failed; they run again at the next minute', error))
      .then(() => {
        if (!stopped) timer = setTimeout(tick, every - (Date.now() % every))
      })
  }

  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

export const clockEvent = (now: Date): ClockEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: account.number,
  time: `${now.toISOString().slice(0, 19)}Z`,
  region: account.region,
  resources: [`arn:aws:scheduler:${account.region}:${account.number}:schedule/default/nguon-timers`],
  detail: '{}',
})
