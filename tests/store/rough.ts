import * as net from 'node:net'

export type Mishap = 'throttle' | 'conflict' | 'fail' | 'reset' | 'lose' | 'close' | 'none'

const refusal = (status: number, type: string, more = {}) => {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: '', ...more })
  return `HTTP/1.1 ${status} X\r\ncontent-length: ${body.length}\r\n\r\n${body}`
}
const conflict = { CancellationReasons: [{ Code: 'TransactionConflict' }] }

/**
 * A network with mishaps before a real engine: it throttles, conflicts, fails, resets before the request arrives, carries it out and
 * loses the answer, or closes the connection behind an answer. `next` says what happens to each request.
 */
export async function startRough(endpoint: string, next: (action: string) => Mishap) {
  const { hostname, port } = new URL(endpoint)
  const heard: string[] = []
  const kept = new Set<net.Socket>()
  const server = net.createServer((near) => {
    kept.add(near)
    const far = net.connect(Number(port), hostname)
    let mishap: Mishap = 'none'
    let head = ''
    near.on('data', (part) => {
      // Requests come whole and one at a time: a start line begins each.
      const text = part.toString('latin1')
      if (text.startsWith('POST / ')) {
        head = /x-amz-target:DynamoDB_20120810\.(\w+)/.exec(text)?.[1] ?? ''
        heard.push(head)
        mishap = next(head)
      }
      if (mishap === 'reset') near.resetAndDestroy()
      else if (mishap === 'throttle') near.write(refusal(400, 'ProvisionedThroughputExceededException'))
      else if (mishap === 'fail') near.write(refusal(500, 'InternalServerError'))
      else if (mishap === 'conflict') near.write(refusal(400, 'TransactionCanceledException', conflict))
      else far.write(part)
    })
    far.on('data', (part) => {
      if (mishap === 'lose') near.resetAndDestroy()
      else if (mishap === 'close') near.end(part)
      else near.write(part)
    })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    heard,
    endpoint: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    close: async () => {
      for (const near of kept) near.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
