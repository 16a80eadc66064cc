import { handle } from 'hono/aws-lambda'
import { api } from '../api/api.ts'
import { houseFromEnv } from './house.ts'

export const handler = handle(api(await houseFromEnv()))
