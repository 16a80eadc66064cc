import { handle } from 'hono/aws-lambda'
import { checkout } from '../checkout.ts'
import { houseFromEnv } from './house.ts'

export const handler = handle(checkout(await houseFromEnv()))
