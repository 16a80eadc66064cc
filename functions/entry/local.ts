import { drawMatrix } from '@nguon/print/matrix'
import { writeTerminal } from '@nguon/print/terminal'
import { expiryDefinition, tableDefinition } from '@nguon/store/definition'
import { api } from '../api/api.ts'
import { bringOperator } from '../bootstrap.ts'
import { checkout } from '../checkout.ts'
import { type Demo, people, seedDemo } from '../demo/demo.ts'
import { makeRoot } from '../history-root.ts'
import { hooks } from '../hooks.ts'
import { intake } from '../intake.ts'
import { type Opening, openHouse } from '../open.ts'
import { project } from '../project/project.ts'
import { resolver } from '../resolver.ts'
import { resolverHouse } from '../resolver-house.ts'
import { siteDoor } from '../site-door.ts'
import { timers } from '../timers.ts'

export const shape = (table: string) => ({ table: tableDefinition(table), expiry: expiryDefinition(table) })

type Site = (request: Request, given: { house: ReturnType<typeof siteDoor> }) => Promise<Response>
/** What the demo left behind, kept for the next start. */
export type Left = { apiKey: string; demo?: Demo }
export type Kept = { read(): Left | undefined; write(left: Left): void }

/** The very apps and handlers that the cloud runs, opened on what one machine has. */
export async function openLocal(opening: Opening, kept: Kept, site: Site) {
  const house = openHouse(opening)
  const [main, card] = [api(house), checkout(house)]
  const routed = {
    fetch: (request: Request) =>
      (/^\/v1\/orders\/[^/]+\/card$/.test(new URL(request.url).pathname) ? card : main).fetch(request),
  }
  return {
    apps: {
      api: routed,
      hooks: hooks(house),
      resolver: resolver(resolverHouse(house)),
      site: { fetch: (request: Request) => site(request, { house: siteDoor(house, routed, request) }) },
    },
    handlers: { project: project(house), intake: intake(house), timers: timers(house) },
    seed: async () => {
      const demo = await seedDemo(house, routed)
      kept.write({ apiKey: demo.apiKey, demo })
    },
    ready: async () => {
      await makeRoot(house)
      const known: Left = kept.read() ?? (await firstOperator())
      const system = { apiKey: known.apiKey, epcis: epcisOf(known.apiKey) }
      if (!known.demo) return { people: { operator: { phone: people.operator.phone } }, ...system }
      const { human: _, ...stamp } = known.demo.stamp
      const matrix = drawMatrix(stamp.link)
      return {
        ...{ stamp, product: known.demo.product, ...system },
        people: {
          household: { phone: people.household.phone },
          officer: { phone: people.officer.phone },
          operator: { phone: people.operator.phone },
        },
        ...('code' in matrix ? {} : { qr: (colour: boolean) => writeTerminal(matrix, { colour }) }),
      }
    },
  }

  function epcisOf(key: string) {
    return {
      capture: `${house.origin}/v1/epcis/capture`,
      events: `${house.origin}/v1/epcis/events`,
      authorization: `Bearer ${key}`,
    }
  }

  async function firstOperator() {
    const made = await bringOperator(house, people.operator)
    if ('code' in made) throw new Error('the operator is there, and their key was lost: npm run reset')
    kept.write({ apiKey: made.apiKey })
    return { apiKey: made.apiKey }
  }
}
