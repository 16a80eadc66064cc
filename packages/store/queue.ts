import { SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs'

export type Queue = { url: string; sqs: SQSClient }

export const openQueue = (url: string, config: SQSClientConfig = {}): Queue => ({ url, sqs: new SQSClient(config) })

/** Hands a job to whoever reads the queue. May arrive twice: the reader repeats without harm. */
export async function sendJob(queue: Queue, job: Record<string, unknown>): Promise<void> {
  await queue.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: JSON.stringify(job) }))
}
