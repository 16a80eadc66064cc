import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs'
import { account } from './account.ts'

export type QueueRecord = {
  messageId: string
  receiptHandle: string
  body: string
  attributes: {
    ApproximateReceiveCount: string
    SentTimestamp: string
    SenderId: string
    ApproximateFirstReceiveTimestamp: string
  }
  messageAttributes: { [name: string]: QueueAttribute }
  md5OfBody: string
  eventSource: 'aws:sqs'
  eventSourceARN: string
  awsRegion: string
}

export type QueueAttribute = {
  stringValue?: string
  binaryValue?: string
  stringListValues: string[]
  binaryListValues: string[]
  dataType: string
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export type QueueEvent = { Records: QueueRecord[] }

export function queueRecord(message: Message, queue: string): QueueRecord {
  const given = message.Attributes ?? {}
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ApproximateReceiveCount: given.ApproximateReceiveCount ?? '1',
      SentTimestamp: given.SentTimestamp ?? '0',
      SenderId: given.SenderId ?? account.number,
      ApproximateFirstReceiveTimestamp: given.ApproximateFirstReceiveTimestamp ?? '0',
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attribute(value)]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${account.region}:${account.number}:${queue}`,
    awsRegion: account.region,
  }
}

const attribute = ({ StringValue, BinaryValue, DataType = 'String' }: MessageAttributeValue): QueueAttribute => ({
  ...(StringValue === undefined ? {} : { stringValue: StringValue }),
  ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType,
})
