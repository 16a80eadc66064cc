import type { OpenAPIHono } from '@hono/zod-openapi'
import { door } from '../door.ts'
import type { House } from '../house.ts'
import { aliases } from './aliases.ts'
import { answerOnce } from './answer-once.ts'
import { type Env, isEpcis, refuse, routes } from './app.ts'
import { diary } from './diary.ts'
import { displays } from './displays.ts'
import { docsPage } from './docs-page.ts'
import { epcisCapture } from './epcis-capture.ts'
import { epcisDiscovery } from './epcis-discovery.ts'
import { epcisDoor, epcisVersions } from './epcis-door.ts'
import { epcisEvents } from './epcis-events.ts'
import { fields } from './fields.ts'
import { history } from './history.ts'
import { imports } from './imports.ts'
import { keys } from './keys.ts'
import { links } from './links.ts'
import { login } from './login.ts'
import { lotDiary } from './lot-diary.ts'
import { lots } from './lots.ts'
import { notices } from './notices.ts'
import { offline } from './offline.ts'
import { orders, payByCard } from './orders.ts'
import { papers } from './papers.ts'
import { passports } from './passports.ts'
import { people } from './people.ts'
import { pictures } from './pictures.ts'
import { posters } from './posters.ts'
import { prefixes } from './prefix.ts'
import { printPlan } from './print-plan.ts'
import { printers } from './printers.ts'
import { prints } from './prints.ts'
import { producers } from './producers.ts'
import { products } from './products.ts'
import { publication } from './publication.ts'
import { ranges } from './ranges.ts'
import { recallDesk } from './recall-desk.ts'
import { recalls } from './recalls.ts'
import { reportDesk } from './report-desk.ts'
import { reportSheet } from './report-sheet.ts'
import { reports } from './reports.ts'
import { revisions } from './revisions.ts'
import { shelf } from './shelf.ts'
import { stamps } from './stamps.ts'
import { warnings } from './warnings.ts'
import { worklist } from './worklist.ts'

const about = (origin: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Nguồn',
    version: '1',
    description:
      'Listings, lots, stamps, orders and people of an origin platform. Reading public data needs no one; errors are RFC 9457 problems in Vietnamese or English by Accept-Language.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: origin }],
})

/** The whole API under /v1 with its own description. */
export function api(house: House): OpenAPIHono<Env> {
  const app = routes()
  app.use('/v1/epcis/*', epcisVersions)
  app.use(door(house))
  app.use(answerOnce)
  app.use('/v1/epcis/*', epcisDoor)
  for (const noun of [
    shelf,
    products,
    revisions,
    aliases,
    links,
    prefixes,
    publication,
    pictures,
    producers,
    lots,
    history,
    fields,
    diary,
    lotDiary,
    passports,
    stamps,
    ranges,
    offline,
    displays,
    warnings,
    recalls,
    recallDesk,
    reports,
    reportDesk,
    reportSheet,
    printPlan,
    prints,
    printers,
    papers,
    posters,
    orders,
    notices,
    login,
    people,
    keys,
    worklist,
    imports,
    epcisCapture,
    epcisEvents,
    epcisDiscovery,
  ])
    app.route('/', noun())
  app.openAPIRegistry.registerPath(payByCard)
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-nguon',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'nk_…',
  })
  app.doc31('/v1/openapi.json', about(house.origin))
  app.get('/docs', (c) => {
    const headers = {
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'public, max-age=300',
    }
    return c.html(docsPage(app.getOpenAPI31Document(about(house.origin))), 200, headers)
  })
  app.notFound((c) => refuse(c, { code: 'request/unknown-route' }))
  app.onError((error, c) => {
    console.error(
      JSON.stringify({
        what: 'a request failed',
        method: c.req.method,
        route: c.req.path.split('/').slice(0, 3).join('/'),
        why: error instanceof Error ? error.stack : String(error),
      }),
    )
    return c.json(
      {
        type: isEpcis(c) ? 'epcisException:ImplementationException' : `${house.origin}/docs/problems#unexpected`,
        title: 'Có lỗi ở phía chúng tôi, xin thử lại.',
        status: 503,
        code: 'unexpected',
      },
      503,
      { 'content-type': 'application/problem+json; charset=utf-8', 'retry-after': '5' },
    )
  })
  return app
}
