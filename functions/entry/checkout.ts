import { checkout } from '../checkout.ts'
import { atEdge } from './edge.ts'
import { houseFromEnv } from './house.ts'

export const handler = atEdge(checkout(await houseFromEnv()))
