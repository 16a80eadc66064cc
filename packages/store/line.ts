import * as net from 'node:net'
import * as tls from 'node:tls'
import { type Answer, readAnswer } from './answer.ts'

/** One exchange over a kept connection. `head` ends with its last header; the body's length is added. Rejects when the connection fails. */
export type Line = (head: string, body: string) => Promise<Answer>

type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void }
type Connection = { socket: net.Socket; waiting: Waiting | undefined; parts: Buffer[]; have: number; wanted: number }

const mostConnections = 64

/**
 * Kept connections to one server, one exchange at a time on each. What node:http does for any server costs five times as much as
 * what this one needs (docs/decisions/wire.md). `patience` is how many milliseconds of silence end an exchange.
 */
export function openLine(url: URL, patience = 5_000): Line {
  const secure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port) || (secure ? 443 : 80)
  const idle: Connection[] = []
  const queue: ((connection: Connection) => void)[] = []
  let open = 0
  let session: Buffer | undefined

  function connect(): Connection {
    const socket = secure
      ? tls.connect({
          host,
          port,
          servername: net.isIP(host) ? '' : host,
          ALPNProtocols: ['http/1.1'],
          ...(session ? { session } : {}),
        })
      : net.connect({ host, port })
    socket.setNoDelay(true).setKeepAlive(true, 1_000).setTimeout(patience)
    const connection: Connection = { socket, waiting: undefined, parts: [], have: 0, wanted: 0 }
    open += 1
    socket.on('session', (kept: Buffer) => {
      session = kept
    })
    socket.on('data', (part: Buffer) => hear(connection, part))
    socket.on('timeout', () => {
      if (connection.waiting) socket.destroy(new Error(`${host} was silent for ${patience} ms`))
    })
    socket.on('error', (error) => fail(connection, error))
    socket.on('end', () => socket.destroy())
    socket.on('close', () => {
      open -= 1
      fail(connection, new Error(`${host} closed the connection`))
      if (queue.length > 0) queue.shift()!(connect())
    })
    return connection
  }

  function hear(connection: Connection, part: Buffer): void {
    connection.parts.push(part)
    connection.have += part.length
    if (connection.have < connection.wanted) return
    try {
      const bytes = connection.parts.length === 1 ? part : Buffer.concat(connection.parts)
      const reading = readAnswer(bytes)
      if ('wanted' in reading) {
        connection.wanted = reading.wanted
        connection.parts = [bytes]
        return
      }
      if (!connection.waiting || reading.bytes !== bytes.length) throw new Error(`${host} said more than it was asked`)
      const { resolve } = connection.waiting
      Object.assign(connection, { waiting: undefined, parts: [], have: 0, wanted: 0 })
      if (reading.keep) rest(connection)
      else connection.socket.destroy()
      resolve(reading.answer)
    } catch (error) {
      connection.socket.destroy(error as Error)
    }
  }

  function rest(connection: Connection): void {
    const next = queue.shift()
    if (next) next(connection)
    else {
      connection.socket.unref()
      idle.push(connection)
    }
  }

  function fail(connection: Connection, error: Error): void {
    const at = idle.indexOf(connection)
    if (at >= 0) idle.splice(at, 1)
    if (!connection.waiting) return
    // What was kept beside it is as old, after a function slept or a server restarted.
    for (const old of idle.splice(0)) old.socket.destroy()
    connection.waiting.reject(error)
    connection.waiting = undefined
  }

  function lend(use: (connection: Connection) => void): void {
    const kept = idle.pop()
    if (kept) kept.socket.ref()
    if (kept || open < mostConnections) use(kept ?? connect())
    else queue.push(use)
  }

  return (head, body) =>
    new Promise((resolve, reject) =>
      lend((connection) => {
        connection.waiting = { resolve, reject }
        connection.socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
      }),
    )
}
