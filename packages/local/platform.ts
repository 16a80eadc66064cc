import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { clientSetting } from './account.ts'
import { buildSite } from './build.ts'
import { startClock } from './clock.ts'
import { startCloud } from './cloud.ts'
import { startEngine } from './engine.ts'
import { openFiles } from './files.ts'
import { empty, openFolder } from './folder.ts'
import type { House, Ready } from './house.ts'
import { openInbox } from './inbox.ts'
import { keep, recall } from './keep.ts'
import { takeLock } from './lock.ts'
import { mediaFrom } from './media.ts'
import { listen, route } from './origin.ts'
import { startProviders } from './providers.ts'
import { pumpQueue } from './queue.ts'
import { refused, type StartRefusal } from './refusal.ts'
import { openSecrets } from './secrets.ts'
import { pumpStream } from './stream.ts'
import { createTable } from './table.ts'

export type Platform = { report: ReadyReport; qr: Ready['qr']; stop(): Promise<void> }

/** What scripts read in `.nguon/ready.json`. */
export type ReadyReport = Omit<Ready, 'qr'> & {
  origin: string
  inbox: string
  table: string
  endpoints: { dynamodb: string; s3: string; sqs: string }
}

export type Options = {
  port: number
  /** The interface to listen on; anything but the loopback shows the demo and its inbox to the network. */
  host: string
  /** What links are made with, without a slash at the end. */
  origin: (port: number) => string
  demo: boolean
  root: string
  tell: (line: string) => void
}

const buckets = { media: 'media', imports: 'imports', published: 'published', sealed: 'sealed' }
const intake = { name: 'intake', dead: 'intake-dead', tries: 5, seconds: 30 }

/** Starts everything, each after what it needs; a refusal leaves nothing running and nothing changed. */
export async function startPlatform(house: House, options: Options): Promise<Platform | StartRefusal> {
  const running: (() => unknown)[] = []
  const stop = async () => {
    for (const end of running.splice(0).reverse()) await end()
  }
  try {
    const answer = await start(house, options, running)
    if (!refused(answer)) return { ...answer, stop }
    await stop()
    return answer
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(house: House, options: Options, running: (() => unknown)[]) {
  const folder = openFolder()
  if (refused(folder)) return folder
  const lock = takeLock(folder.path)
  if (refused(lock)) return lock
  running.push(lock.release)
  const server = await listen(options.port, options.host)
  if (refused(server)) return server
  running.push(server.close)
  const unbuilt = await buildSite(options.root, options.tell)
  if (unbuilt) return unbuilt

  // A first start that was cut short left half a province: nobody has used it, so it begins again.
  const begun = recall(folder.file('begun.json'))
  if (!begun) empty(folder.path)
  rmSync(folder.file('ready.json'), { force: true })

  const engine = await startEngine({ file: folder.file('db.sqlite') })
  if (refused(engine)) return engine
  running.push(engine.stop)
  const cloud = await startCloud({ folder: folder.cloud, buckets: Object.values(buckets), queues: [intake] })
  running.push(cloud.stop)
  const secret = openSecrets(folder.file('secrets.json'))
  // An endpoint that was given may hold the tables of others: ours has a name of its own there.
  const table = engine.kind === 'given' ? `nguon-${secret('table').slice(0, 8)}` : 'nguon'
  await createTable(engine.endpoint, house.shape(table))

  const origin = options.origin(server.port)
  const inbox = openInbox(folder.file('inbox.json'))
  const providers = await startProviders(origin, server, secret)
  running.push(providers.stop)
  const opened = await house.open({
    ...providers.setting,
    table,
    dynamodb: clientSetting(engine.endpoint),
    s3: { ...clientSetting(cloud.endpoint), forcePathStyle: true },
    sqs: clientSetting(cloud.endpoint),
    buckets,
    intake: cloud.queueUrl(intake.name),
    secret,
    origin,
    send: inbox.send,
  })

  const { project, intake: takeIn, timers } = opened.handlers
  const file = folder.file('position.json')
  const stream = await pumpStream({ endpoint: engine.endpoint, table, handler: project, file })
  running.push(stream.stop)
  const url = cloud.queueUrl(intake.name)
  const queue = pumpQueue({ endpoint: cloud.endpoint, url, handler: takeIn, seconds: intake.seconds })
  running.push(queue.stop)

  if (!begun) {
    if (options.demo) await opened.seed()
    await queue.settled()
    await stream.settled()
    keep(folder.file('begun.json'), { demo: options.demo })
  }
  const { qr, ...ready } = await opened.ready()
  running.push(startClock({ handler: timers }).stop)
  server.open(
    route({
      ...opened.apps,
      media: mediaFrom(cloud.endpoint, buckets.media),
      files: openFiles(join(options.root, 'site/dist/client')),
      dev: { '/dev/inbox': inbox.app, ...providers.dev },
    }),
  )
  running.push(server.close) // first of all to end: nobody is answered from a half-stopped house
  const endpoints = { dynamodb: engine.endpoint, s3: cloud.endpoint, sqs: cloud.endpoint }
  const report: ReadyReport = { origin, ...ready, inbox: `${origin}/dev/inbox`, table, endpoints }
  keep(folder.file('ready.json'), report)
  running.push(() => rmSync(folder.file('ready.json'), { force: true }))
  return { report, qr }
}
