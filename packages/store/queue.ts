import type { SQSClient, SQSClientConfig } from '@aws-sdk/client-sqs'

/** A queue; its client is loaded with the first job. */
export type Queue = { url: string; config: SQSClientConfig; sqs?: SQSClient }

export const openQueue = (url: string, config: SQSClientConfig = {}): Queue => ({ url, config })

/** Hands a job to whoever reads the queue. May arrive twice: the reader repeats without harm. */
export async function sendJob(queue: Queue, job: Record<string, unknown>): Promise<void> {
  const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs')
  queue.sqs ??= new SQSClient(queue.config)
  await queue.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: JSON.stringify(job) }))
}
