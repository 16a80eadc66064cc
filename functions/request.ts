/** What the doors of every app refuse before any room is asked. */
export type RequestRefusal =
  | { code: 'request/not-utf8' }
  | { code: 'request/not-json' }
  | { code: 'request/too-large'; most: number }
  | { code: 'request/wrong-type'; wanted: string }
  | { code: 'request/uri-too-long'; most: number }
  | { code: 'request/foreign-origin' }
  | { code: 'request/unknown-route' }
  | { code: 'request/wrong-method' }

/** Reads a body to its limit and no further; a declared length over the limit is refused unread. */
export async function readBody(request: Request, most: number): Promise<Uint8Array | RequestRefusal> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > most) return { code: 'request/too-large', most }
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.length
    if (size > most) return { code: 'request/too-large', most }
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The text of a body, or a refusal where its bytes are no UTF-8. */
export function readText(bytes: Uint8Array): string | RequestRefusal {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return { code: 'request/not-utf8' }
  }
}
