import { openTable } from '@nguon/store/table'
import { env } from '../env.ts'
import { resolver } from '../resolver.ts'
import { resolverHouse } from '../resolver-house.ts'
import { openRing } from '../stamp-ring.ts'
import { atEdge } from './edge.ts'
import { settingsFrom, tableAt } from './settings.ts'

// Not the whole house: a scan waits for this function to start, and needs the table and the stamps' key alone.
const { at, keys } = await settingsFrom(process.env)
const house = {
  table: openTable(at(env.table), tableAt(process.env)),
  origin: at(env.origin),
  stampKeys: openRing(keys.stamp),
}

export const handler = atEdge(resolver(resolverHouse(house)))
