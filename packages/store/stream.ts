import { type Attribute, fromAttributes } from './attribute.ts'
import type { Item } from './table.ts'

/** The part of Lambda's DynamoDB stream event that is read here. */
export type StreamRecord = {
  eventName?: string
  dynamodb?: { Keys?: unknown; NewImage?: unknown; OldImage?: unknown; SequenceNumber?: string }
}
export type StreamEvent = { Records: readonly StreamRecord[] }

/** An image as plain values. */
export const imageOf = (image: unknown): Item => (image ? fromAttributes(image as Record<string, Attribute>) : {})
