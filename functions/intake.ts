import type { House } from './house.ts'

type QueueEvent = { Records: readonly { messageId: string; body: string }[] }

export const intake = (_house: House) => async (_event: QueueEvent) => ({ batchItemFailures: [] })
