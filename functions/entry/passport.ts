import { createSecretKey } from 'node:crypto'
import { openTable } from '@nguon/store/table'
import { Hono } from 'hono'
// @ts-expect-error the pages are built by `npm run build:site` and have no types of their own
import { site } from '../../site/dist/server/entry.mjs'
import { env } from '../env.ts'
import { siteDoor } from '../site-door.ts'
import { openRing } from '../stamp-ring.ts'
import { atEdge } from './edge.ts'
import { settingsFrom, tableAt } from './settings.ts'

// A scan waits for this function to start: the table and two keys, no API, and Astro only where there is no passport to show.
const { at, keys } = await settingsFrom(process.env)
const now = () => new Date()
const house = {
  ...{ now, origin: at(env.origin), province: at(env.province), stampKeys: openRing(keys.stamp) },
  ...{ table: openTable(at(env.table), tableAt(process.env), now) },
  secrets: { device: createSecretKey(Buffer.from(keys.device)) },
}
const nobody = new Hono()
const pages = new Hono().all('*', (c) => site(c.req.raw, { house: siteDoor(house, nobody, c.req.raw) }))

export const handler = atEdge(pages)
