import { api } from '../api/api.ts'
import { atEdge } from './edge.ts'
import { houseFromEnv } from './house.ts'

export const handler = atEdge(api(await houseFromEnv()))
