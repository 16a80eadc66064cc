import { api } from '../api/api.ts'
import { houseFromEnv } from './house.ts'
import { streamedAtEdge } from './stream.ts'

/** The API once more, for the one kind of answer that is longer than a function may hand on whole. */
export const handler = streamedAtEdge(api(await houseFromEnv()))
