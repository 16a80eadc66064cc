import { handle } from 'hono/aws-lambda'
import { resolver } from '../resolver.ts'
import { resolverHouse } from '../resolver-house.ts'
import { houseFromEnv } from './house.ts'

export const handler = handle(resolver(resolverHouse(await houseFromEnv())))
