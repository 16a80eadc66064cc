import { Hono } from 'hono'
// @ts-expect-error the pages are built by `npm run build:site` and have no types of their own
import { openPages, site } from '../../site/dist/server/entry.mjs'
import { api } from '../api/api.ts'
import { siteDoor } from '../site-door.ts'
import { atEdge } from './edge.ts'
import { houseFromEnv } from './house.ts'

const [house] = await Promise.all([houseFromEnv(), openPages()])
const main = api(house)
// Cards are the one thing the pages ask of another function: Stripe is loaded there and nowhere else.
const card = /^\/v1\/orders\/[^/]+\/card$/
const inside = { fetch: (it: Request) => (card.test(new URL(it.url).pathname) ? fetch(it) : main.fetch(it)) }
const pages = new Hono().all('*', (c) => site(c.req.raw, { house: siteDoor(house, inside, c.req.raw) }))

export const handler = atEdge(pages)
