import { hooks } from '../hooks.ts'
import { atEdge } from './edge.ts'
import { houseFromEnv } from './house.ts'

export const handler = atEdge(hooks(await houseFromEnv()))
