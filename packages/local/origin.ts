import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type App, type EdgeProblem, problem, problemBody, problems } from './app.ts'
import { compress } from './compress.ts'
import type { Files } from './files.ts'
import type { StartRefusal } from './refusal.ts'

/** What stands behind the edge. */
export type Origins = {
  api: App
  hooks: App
  resolver: App
  site: App
  media: App
  files: Files
  /** Apps that only this machine has, by the path they stand under, such as `/dev/inbox`. */
  dev: { [prefix: string]: App }
}

const under = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`)

/** Sends each path where the edge will: the same order, longest first. */
export function route({ api, hooks, resolver, site, media, files, dev }: Origins): App {
  const places: [string, App][] = [
    ['/v1/hooks', hooks],
    ['/v1', api],
    ['/docs', api],
    ['/01', resolver],
    ['/t', resolver],
    ['/T', resolver],
    ['/.well-known/gs1resolver', resolver],
    ['/media', media],
    ...Object.entries(dev).flatMap(([prefix, app]): [string, App][] => [
      [prefix, app],
      [`${prefix}.json`, app],
    ]),
  ]
  return {
    async fetch(request) {
      const path = new URL(request.url).pathname
      // What an RFID tag holds is one word at the root: the edge knows it by its first two letters.
      const tag = /^\/e[hx]/.test(path) ? ([path, resolver] as const) : undefined
      const place = tag ?? places.find(([prefix]) => under(path, prefix))
      if (place) return compress(request, await place[1].fetch(request))
      const read = request.method === 'GET' || request.method === 'HEAD'
      const file = read ? files.find(path) : undefined
      if (file) return compress(request, file(request))
      if (path.startsWith('/assets/')) return problem(problems.missing)
      return compress(request, await site.fetch(request))
    },
  }
}

export type Listening = {
  port: number
  /** Requests before this are told to come back in a moment. */
  open(app: App): void
  /** The same answer without a connection. */
  answer(request: Request): Promise<Response>
  close(): Promise<void>
}

/**
 * Takes the port at once, so that a second copy is refused before it touches anything.
 * Headers up to 16 KB, a minute for a whole request; bodies are limited by the apps.
 */
export async function listen(port: number, host = '127.0.0.1'): Promise<Listening | StartRefusal> {
  let app: App = { fetch: () => problem(problems.starting, { 'retry-after': '2' }) }
  const answer = async (request: Request) => {
    try {
      return await app.fetch(request)
    } catch (error) {
      console.error(`${request.method} ${new URL(request.url).pathname}`, error)
      return problem(problems.broken)
    }
  }
  const errorHandler = () => problem(problems.malformed)
  const listener = getRequestListener(answer, { overrideGlobalObjects: false, errorHandler })
  const limits = { maxHeaderSize: 16_384, headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 20_000 }
  const server = createServer(limits, (incoming, outgoing) => {
    nameViewer(incoming)
    listener(incoming, outgoing)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) socket.end(rawProblem(clientProblem(error.code)))
    else socket.destroy()
  })
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') return { code: 'start/port-busy', port }
    if (code === 'EACCES') return { code: 'start/port-not-allowed', port }
    throw error
  }
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    answer,
    open(its) {
      app = its
    },
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const impatience = setTimeout(() => server.closeAllConnections(), 1_000)
      await closed
      clearTimeout(impatience)
    },
  }
}

/** The edge tells the apps who asks, and lets nobody else say it. */
function nameViewer(incoming: IncomingMessage) {
  const given = incoming.rawHeaders
  const told = given.flatMap((name, index) => {
    const ours = /^(cloudfront-|x-forwarded-)/i.test(name)
    return index % 2 === 1 || ours ? [] : [name, given[index + 1] ?? '']
  })
  const { remoteAddress = '127.0.0.1', remotePort = 0 } = incoming.socket
  incoming.rawHeaders = [...told, 'CloudFront-Viewer-Address', `${remoteAddress}:${remotePort}`]
}

const clientProblem = (code: string | undefined): EdgeProblem => {
  if (code === 'HPE_HEADER_OVERFLOW') return problems.headers
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problems.slow
  return problems.malformed
}

function rawProblem(what: EdgeProblem): string {
  const body = problemBody(what)
  const length = Buffer.byteLength(body)
  const type = 'application/problem+json; charset=utf-8'
  return `HTTP/1.1 ${what.status} Refused\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${body}`
}
