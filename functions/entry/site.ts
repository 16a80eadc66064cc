import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
// @ts-expect-error the pages are built by `npm run build:site` and have no types of their own
import { site } from '../../site/dist/server/entry.mjs'
import { api } from '../api/api.ts'
import { siteDoor } from '../site-door.ts'
import { houseFromEnv } from './house.ts'

const house = await houseFromEnv()
const inside = api(house)
const pages = new Hono().all('*', (c) => site(c.req.raw, { house: siteDoor(house, inside, c.req.raw) }))

export const handler = handle(pages)
