import { createHash } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import { picture } from '@nguon/listing/product'
import { keepFile } from '@nguon/store/files'
import { sizeOf } from '../picture-size.ts'
import { readBody } from '../request.ts'
import { asks, json, refusals, refuse, routes } from './app.ts'
import { productFor } from './goods.ts'
import { productParam } from './products.ts'

const most = 1024 * 1024

const add = createRoute({
  method: 'post',
  path: '/v1/products/{id}/pictures',
  operationId: 'addPicture',
  summary: 'Send a picture (JPEG, PNG or WebP, up to 1 MB); put the answer into `pictures` of the product',
  ...asks('product.edit'),
  request: {
    params: productParam,
    query: z.object({ alt: z.string().trim().max(200).default('') }),
    body: { required: true, content: { 'image/jpeg': { schema: z.string().openapi({ format: 'binary' }) } } },
  },
  responses: { 201: json(picture.clone().openapi('Picture'), 'Kept'), ...refusals },
})

/** Pictures are named by their content, so the same picture sent twice is one. */
export const pictures = () =>
  routes().openapi(add, async (c) => {
    const { house } = c.var
    const { id } = c.req.valid('param')
    const found = await productFor(c, id, 'product.edit')
    if ('code' in found) return refuse(c, found)
    const bytes = await readBody(c.req.raw, most)
    if ('code' in bytes) return refuse(c, bytes)
    const size = sizeOf(bytes)
    if ('code' in size) return refuse(c, size)
    const { width, height } = size
    const key = `media/${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${size.kind}`
    await keepFile(house.media, key, bytes, `image/${size.kind === 'jpg' ? 'jpeg' : size.kind}`)
    return c.json({ key, alt: c.req.valid('query').alt, width, height }, 201)
  })
