import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { clientSetting } from './account.ts'
import { pace, patience, type Report, toConsole } from './pace.ts'
import { type QueueEvent, queueRecord } from './queue-event.ts'
import type { BatchAnswer } from './stream.ts'

/** Answers which messages it could not do, by message id. Nothing means all done; a throw means none. */
export type QueueHandler = (event: QueueEvent) => Promise<BatchAnswer> | Promise<void>

export type QueuePump = {
  /** Resolves when no message is waiting or being worked on. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const batchSize = 10 // Lambda's default for SQS

/**
 * Hands messages to the handler as Lambda would, and deletes those that were done. The others come back, and after the
 * queue's number of tries lie in its dead-letter queue.
 *
 * @param seconds the queue's visibility timeout, renewed while the handler works
 * @param again seconds until a message that was not done comes back, at least one (see cloud.ts)
 */
export function pumpQueue({
  endpoint,
  url,
  handler,
  seconds,
  again = 5,
  report = toConsole,
}: {
  endpoint: string
  url: string
  handler: QueueHandler
  seconds: number
  again?: number
  report?: Report
}): QueuePump {
  const client = new SQSClient(clientSetting(endpoint))
  const name = url.slice(url.lastIndexOf('/') + 1)
  const { sleep, wake } = pace()
  const stopping = new AbortController()

  const entries = (messages: Message[]) =>
    messages.map(({ ReceiptHandle = '' }, index) => ({ Id: String(index), ReceiptHandle }))

  const hide = (messages: Message[], timeout: number) =>
    client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: entries(messages).map((entry) => ({ ...entry, VisibilityTimeout: timeout })),
      }),
    )

  async function deliver(messages: Message[]) {
    const renewal = setInterval(() => hide(messages, seconds).catch(() => {}), (seconds * 1000) / 3)
    const undone = await handler({ Records: messages.map((message) => queueRecord(message, name)) }).then(
      (answer) => failures(messages, answer?.batchItemFailures ?? []),
      (error) => {
        report(`The handler of the queue ${name} failed; its messages come back`, error)
        return messages
      },
    )
    clearInterval(renewal)
    const done = messages.filter((message) => !undone.includes(message))
    if (done.length > 0) await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: entries(done) }))
    if (undone.length > 0) await hide(undone, again)
  }

  async function run() {
    for (let failed = 0; !stopping.signal.aborted; ) {
      try {
        const answer = await client.send(
          new ReceiveMessageCommand({
            QueueUrl: url,
            MaxNumberOfMessages: batchSize,
            WaitTimeSeconds: 20,
            MessageSystemAttributeNames: ['All'],
            MessageAttributeNames: ['All'],
          }),
          { abortSignal: stopping.signal },
        )
        if (answer.Messages?.length) await deliver(answer.Messages)
        failed = 0
      } catch (error) {
        if (stopping.signal.aborted) break
        if (failed++ === 0) report(`The queue ${name} cannot be read; trying again`, error)
        await sleep(patience(failed))
      }
    }
    client.destroy()
  }

  const running = run()
  return {
    async settled() {
      const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
      while (!stopping.signal.aborted) {
        const { Attributes = {} } = await client.send(
          new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] }),
        )
        if (AttributeNames.every((counted) => Attributes[counted] === '0')) return
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    stop() {
      stopping.abort()
      wake()
      return running
    },
  }
}

/** A name that is none of the messages counts against all of them, as in Lambda. */
function failures(messages: Message[], named: { itemIdentifier: string }[]): Message[] {
  const ids = new Set(named.map(({ itemIdentifier }) => itemIdentifier))
  const failed = messages.filter(({ MessageId }) => ids.has(MessageId ?? ''))
  return failed.length === ids.size ? failed : messages
}
