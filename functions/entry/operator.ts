import { bringOperator } from '../bootstrap.ts'
import { houseFromEnv } from './house.ts'

const house = await houseFromEnv()

/** Brings the first operator in and answers their API key, once. Called by hand, by somebody who holds the AWS account. */
export const handler = async ({ name, phone }: { name: string; phone: string }) => {
  const made = await bringOperator(house, { name, phone })
  return 'code' in made ? made : { person: made.person.id, apiKey: made.apiKey }
}
