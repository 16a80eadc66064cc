import { resolver } from '../resolver.ts'
import { resolverHouse } from '../resolver-house.ts'
import { atEdge } from './edge.ts'
import { houseFromEnv } from './house.ts'

export const handler = atEdge(resolver(resolverHouse(await houseFromEnv())))
