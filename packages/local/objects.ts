import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

export type Objects = { endpoint: string; stop(): Promise<void> }

/**
 * Stands before the embedded services and keeps S3's promise about conditional writes, which fauxqs 2.4.1 passes over:
 * a PUT with `If-None-Match: *` or `If-Match` is refused when the object is not what the writer believes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function startObjects(behind: string): Promise<Objects> {
  const turns = new Map<string, Promise<unknown>>()

  // Between looking and writing nobody else may write the same object.
  const inTurn = (path: string, act: () => Promise<unknown>) => {
    const turn = (turns.get(path) ?? Promise.resolve()).then(act)
    turns.set(path, turn)
    return turn.finally(() => turns.get(path) === turn && turns.delete(path))
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse) {
    if (incoming.method !== 'PUT' && incoming.method !== 'DELETE') return pass(incoming, outgoing)
    const path = new URL(incoming.url ?? '/', behind).pathname
    await inTurn(path, async () => {
      const refusal = await judge(incoming, path)
      return refusal ? refuse(incoming, outgoing, refusal) : pass(incoming, outgoing)
    })
  }

  async function judge({ headers }: IncomingMessage, path: string): Promise<Refusal | undefined> {
    const absent = headers['if-none-match'] === '*'
    const tag = headers['if-match']
    if (!absent && !tag) return
    const present = await fetch(`${behind}${path}`, { method: 'HEAD' })
    if (absent) return present.ok ? refusals.changed : undefined
    if (!present.ok) return refusals.missing
    return bare(tag) === bare(present.headers.get('etag')) ? undefined : refusals.changed
  }

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse) {
    const { expect: _, ...headers } = incoming.headers
    const onward = request(`${behind}${incoming.url}`, { method: incoming.method ?? 'GET', headers })
    outgoing.once('close', () => onward.destroy()) // a receiver that stops waiting takes no message
    const [[back]] = await Promise.all([once(onward, 'response'), pipeline(incoming, onward)])
    outgoing.writeHead(back.statusCode ?? 502, back.rawHeaders)
    await pipeline(back, outgoing)
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

type Refusal = { status: number; code: string }

const refusals = {
  changed: { status: 412, code: 'PreconditionFailed' },
  missing: { status: 404, code: 'NoSuchKey' },
} satisfies Record<string, Refusal>

const bare = (tag: string | null | undefined) => tag?.replaceAll('"', '')

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, { status, code }: Refusal) {
  incoming.resume()
  outgoing.writeHead(status, { 'content-type': 'application/xml' })
  outgoing.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`)
  return once(outgoing, 'close')
}
