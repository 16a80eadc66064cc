import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/**
 * What CloudFront compresses, of what we serve, and from which size on.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
const types =
  /^(text\/(html|css|plain|csv|javascript|xml)|application\/(json|javascript|xml|xhtml\+xml|wasm)|image\/svg\+xml|font\/(ttf|otf))\s*(;|$)/i
const [least, largest] = [1_000, 10_000_000]
const statuses = new Set([200, 403, 404])

const smaller = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 6 }),
}

/** The answer as the edge would send it to this client. A body is read whole first: functions answer with a length. */
export async function compress(request: Request, response: Response): Promise<Response> {
  const { headers, status } = response
  const eligible = types.test(headers.get('content-type') ?? '') && statuses.has(status) && request.method === 'GET'
  const finished = headers.has('content-encoding') || /no-transform/i.test(headers.get('cache-control') ?? '')
  if (!eligible || finished || !response.body) return response

  const body = Buffer.from(await response.arrayBuffer())
  const sent = new Headers(headers)
  sent.append('vary', 'Accept-Encoding')
  const encoding = body.length >= least && body.length <= largest ? accepted(request) : undefined
  if (!encoding) return new Response(body, { status, headers: sent })

  sent.set('content-encoding', encoding)
  sent.delete('content-length')
  const tag = sent.get('etag')
  if (tag && !tag.startsWith('W/')) sent.set('etag', `W/${tag}`)
  return new Response(new Uint8Array(await smaller[encoding](body)), { status, headers: sent })
}

/** Brotli before gzip, whatever their order; `q=0` means never. */
function accepted(request: Request): 'br' | 'gzip' | undefined {
  const offered = (request.headers.get('accept-encoding') ?? '').toLowerCase().split(',')
  const names = offered.map((offer) => offer.split(';').map((part) => part.trim()))
  const takes = (name: string) =>
    names.some(([given, quality]) => given === name && !/^q=0(\.0*)?$/.test(quality ?? ''))
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : undefined
}
