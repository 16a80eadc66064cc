import { timers } from '../timers.ts'
import { houseFromEnv } from './house.ts'

export const handler = timers(await houseFromEnv())
