import { handle } from 'hono/aws-lambda'
import { hooks } from '../hooks.ts'
import { houseFromEnv } from './house.ts'

export const handler = handle(hooks(await houseFromEnv()))
