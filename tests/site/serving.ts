import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import type { SiteDoor } from '../../site/src/serve.ts'
import { builtSite, clientFiles } from './built.ts'

const types: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
}

/** The built site on a loopback port with a house of the caller's choosing, as a browser meets it. */
export async function serveSite(
  house: (origin: string) => SiteDoor,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const { site } = await builtSite()
  const server = createServer(async (incoming, outgoing) => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const url = new URL(incoming.url ?? '/', origin)
    const file = new URL(`.${url.pathname}`, clientFiles)
    if (
      url.pathname.startsWith('/assets/') &&
      file.href.startsWith(clientFiles.href) &&
      existsSync(file) &&
      statSync(file).isFile()
    ) {
      outgoing.writeHead(200, { 'content-type': types[extname(url.pathname)] ?? 'application/octet-stream' })
      return outgoing.end(readFileSync(file))
    }
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const method = incoming.method ?? 'GET'
    const headers = new Headers()
    for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
    const body = method === 'GET' || method === 'HEAD' ? null : Buffer.concat(chunks)
    const response = await site(new Request(url, { method, headers, body }), { house: house(origin) })
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    outgoing.end(Buffer.from(await response.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
