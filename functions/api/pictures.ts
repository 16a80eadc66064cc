import { createHash } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import { picture } from '@nguon/listing/product'
import { keepFile } from '@nguon/store/files'
import { sizeOf } from '../picture-size.ts'
import type { Refusal } from '../problem.ts'
import { readBody } from '../request.ts'
import { asks, type C, json, refusals, refuse, routes } from './app.ts'
import { productFor } from './goods.ts'
import { productParam } from './products.ts'

const most = 1024 * 1024

export const pictureBody = {
  required: true,
  content: { 'image/jpeg': { schema: z.string().openapi({ format: 'binary' }) } },
}

const add = createRoute({
  method: 'post',
  path: '/v1/products/{id}/pictures',
  operationId: 'addPicture',
  summary: 'Send a picture (JPEG, PNG or WebP, up to 1 MB); put the answer into `pictures` of the product',
  ...asks('product.edit'),
  request: {
    params: productParam,
    query: z.object({ alt: z.string().trim().max(200).default('') }),
    body: pictureBody,
  },
  responses: { 201: json(picture.clone().openapi('Picture'), 'Kept'), ...refusals },
})

/** Pictures are named by their content, so the same picture sent twice is one. */
export async function keepPicture(c: C): Promise<{ key: string; width: number; height: number } | Refusal> {
  const bytes = await readBody(c.req.raw, most)
  if ('code' in bytes) return bytes
  const size = sizeOf(bytes)
  if ('code' in size) return size
  const { kind, width, height } = size
  const key = `media/${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${kind}`
  await keepFile(c.var.house.media, key, bytes, `image/${kind === 'jpg' ? 'jpeg' : kind}`)
  return { key, width, height }
}

export const pictures = () =>
  routes().openapi(add, async (c) => {
    const found = await productFor(c, c.req.valid('param').id, 'product.edit')
    if ('code' in found) return refuse(c, found)
    const kept = await keepPicture(c)
    return 'code' in kept ? refuse(c, kept) : c.json({ ...kept, alt: c.req.valid('query').alt }, 201)
  })
