import { channel } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs'
import { startFauxqs } from 'fauxqs'
import { account, clientSetting } from './account.ts'
import { startObjects } from './objects.ts'

export type Cloud = {
  /** One endpoint for both services; object storage wants `forcePathStyle`. */
  endpoint: string
  queueUrl(name: string): string
  stop(): Promise<void>
}

/** A queue, and where a message goes after it was received `tries` times and never deleted. */
export type Queue = { name: string; dead: string; tries: number; seconds: number }

/**
 * Object storage and queues inside this process.
 *
 * @param folder where to keep objects and messages; without it everything is in memory
 * @param queues `seconds` is how long a received message stays hidden from others
 */
export async function startCloud({
  folder,
  buckets,
  queues,
}: {
  folder?: string
  buckets: string[]
  queues: Queue[]
}): Promise<Cloud> {
  const open = keepToLoopback()
  const server = await startFauxqs({
    port: 0,
    logger: false,
    defaultRegion: account.region,
    ...(folder ? { dataDir: folder, s3StorageDir: `${folder}/objects` } : {}),
  })
  open.on(server.port)
  server.setup({
    buckets,
    queues: [
      ...queues.map(({ dead }) => ({ name: dead, attributes: { MessageRetentionPeriod: '1209600' } })),
      ...queues.map((queue) => ({ name: queue.name, attributes: attributes(queue) })),
    ],
  })
  const objects = await startObjects(`http://127.0.0.1:${server.port}`)
  const { endpoint } = objects
  const queueUrl = (name: string) => `${endpoint}/${account.number}/${name}`

  // What the last run had received and not finished is free again in a second: its receiver is gone.
  // Not in zero: with a folder, fauxqs 2.4.1 breaks its own NOT NULL constraint on zero and forgets the message.
  const sqs = new SQSClient(clientSetting(endpoint))
  for (const { name } of queues) {
    for (const { receiptHandle } of server.inspectQueue(name)?.messages.inflight ?? []) {
      const handle = { QueueUrl: queueUrl(name), ReceiptHandle: receiptHandle, VisibilityTimeout: 1 }
      await sqs.send(new ChangeMessageVisibilityCommand(handle))
    }
  }
  sqs.destroy()

  const stop = async () => {
    await objects.stop()
    open.off()
    await server.stop()
  }
  return { endpoint, queueUrl, stop }
}

const attributes = ({ dead, tries, seconds }: Queue): Record<string, string> => ({
  VisibilityTimeout: String(seconds),
  RedrivePolicy: JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:${account.region}:${account.number}:${dead}`,
    maxReceiveCount: String(tries),
  }),
})

/** The embedded services check no signature and listen on every interface: callers from elsewhere are hung up on. */
function keepToLoopback() {
  const connections = channel('net.server.socket')
  let port: number | undefined
  const check = (message: unknown) => {
    const { socket } = message as { socket: Socket }
    const near = /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')
    if (socket.localPort === port && !near) socket.destroy()
  }
  return {
    on(its: number) {
      port = its
      connections.subscribe(check)
    },
    off: () => connections.unsubscribe(check),
  }
}
