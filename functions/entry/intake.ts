import { intake } from '../intake.ts'
import { houseFromEnv } from './house.ts'

export const handler = intake(await houseFromEnv())
