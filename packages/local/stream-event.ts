import type { _Record, AttributeValue } from '@aws-sdk/client-dynamodb-streams'
import { account } from './account.ts'

/** An attribute as Lambda receives it: DynamoDB's JSON, bytes in base64. */
export type Attribute =
  | { S: string }
  | { N: string }
  | { B: string }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] }
  | { BOOL: boolean }
  | { NULL: true }
  | { L: Attribute[] }
  | { M: Image }

export type Image = { [name: string]: Attribute }

export type StreamRecord = {
  eventID: string
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  eventVersion: string
  eventSource: 'aws:dynamodb'
  awsRegion: string
  eventSourceARN: string
  dynamodb: {
    ApproximateCreationDateTime: number
    Keys: Image
    NewImage?: Image
    OldImage?: Image
    SequenceNumber: string
    SizeBytes: number
    StreamViewType: 'NEW_AND_OLD_IMAGES'
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export type StreamEvent = { Records: StreamRecord[] }

export function streamRecord(record: _Record, arn: string): StreamRecord {
  const { eventID = '', eventName = 'MODIFY', eventVersion = '1.1', dynamodb = {} } = record
  const { Keys = {}, NewImage, OldImage, SequenceNumber = '', SizeBytes = 0, ApproximateCreationDateTime } = dynamodb
  return {
    eventID,
    eventName,
    eventVersion,
    eventSource: 'aws:dynamodb',
    awsRegion: account.region,
    eventSourceARN: arn,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor((ApproximateCreationDateTime?.getTime() ?? 0) / 1000),
      Keys: image(Keys),
      ...(NewImage ? { NewImage: image(NewImage) } : {}),
      ...(OldImage ? { OldImage: image(OldImage) } : {}),
      SequenceNumber,
      SizeBytes,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  }
}

const image = (item: Record<string, AttributeValue>): Image =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(value)]))

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

function attribute(value: AttributeValue): Attribute {
  if (value.S !== undefined) return { S: value.S }
  if (value.N !== undefined) return { N: value.N }
  if (value.B !== undefined) return { B: base64(value.B) }
  if (value.BOOL !== undefined) return { BOOL: value.BOOL }
  if (value.M !== undefined) return { M: image(value.M) }
  if (value.L !== undefined) return { L: value.L.map(attribute) }
  if (value.SS !== undefined) return { SS: value.SS }
  if (value.NS !== undefined) return { NS: value.NS }
  if (value.BS !== undefined) return { BS: value.BS.map(base64) }
  return { NULL: true }
}
