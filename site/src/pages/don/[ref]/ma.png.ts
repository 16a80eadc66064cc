import { drawMatrix } from '@nguon/print/matrix'
import { writePng } from '@nguon/print/png'
import type { APIRoute } from 'astro'
import { ask } from '../../../ask.ts'
import type { OrderView } from '../../../house.ts'

/** The payment code as a picture to keep: banking apps read codes from the phone's photos. */
export const GET: APIRoute = async ({ params, url, locals }) => {
  const key = new URLSearchParams({ k: url.searchParams.get('k') ?? '' })
  const answer = await ask<OrderView>(locals.house, `/v1/orders/${encodeURIComponent(params.ref ?? '')}?${key}`)
  const matrix = answer.ok && answer.value.vietqr ? drawMatrix(answer.value.vietqr.payload) : undefined
  if (!matrix || 'code' in matrix) return new Response(null, { status: 404 })
  return new Response(writePng(matrix, 12), {
    headers: {
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="${(params.ref ?? 'ma').replace(/[^A-Z0-9]/gi, '')}.png"`,
      'cache-control': 'private, no-store',
    },
  })
}
