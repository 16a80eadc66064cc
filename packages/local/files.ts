import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'

type StoredFile = { body: Uint8Array<ArrayBuffer>; type: string; tag: string }

export type Files = { find(path: string): ((request: Request) => Response) | undefined }

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
}

// Names under /assets carry a hash of what they hold, so they never change.
const forever = 'public, max-age=31536000, immutable'
const aWhile = 'public, max-age=300'

/** The files of a built site, by path, as the bucket behind the edge would serve them. */
export function openFiles(folder: string): Files {
  const paths = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : []
  const byPath = new Map(paths.map((path) => [path.slice(folder.length).split(sep).join('/'), path]))
  const read = new Map<string, StoredFile>()

  function stored(path: string): StoredFile | undefined {
    const name = [path, `${path}.html`, `${path.replace(/\/$/, '')}/index.html`].find((name) => byPath.has(name))
    const file = name && byPath.get(name)
    if (!file) return
    const known = read.get(file)
    if (known) return known
    const body = new Uint8Array(readFileSync(file))
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    const fresh = { body, type: types[extname(file)] ?? 'application/octet-stream', tag }
    read.set(file, fresh)
    return fresh
  }

  return {
    find(path) {
      const file = stored(decoded(path))
      return file && ((request) => answer(request, file, path.startsWith('/assets/') ? forever : aWhile))
    },
  }
}

function answer(request: Request, { body, type, tag }: StoredFile, caching: string): Response {
  const headers = { 'content-type': type, 'cache-control': caching, etag: tag, 'x-content-type-options': 'nosniff' }
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((given) => given.trim().replace(/^W\//, ''))
  if (known.includes(tag)) return new Response(null, { status: 304, headers })
  const whole = { ...headers, 'content-length': String(body.length) }
  return new Response(request.method === 'HEAD' ? null : body, { headers: whole })
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // a path no file has
  }
}
