import { z } from '@hono/zod-openapi'
import { communeOf } from '@nguon/listing/commune'
import { drawingFor } from '@nguon/listing/group'
import { group } from '@nguon/listing/product'
import { bankOf } from '@nguon/pay/bank'
import { writeVietQr } from '@nguon/pay/vietqr'
import { maskPhone } from '@nguon/people/phone'
import { readProducer } from '@nguon/store/producer'
import { readProduct } from '@nguon/store/product'
import { method, type Order } from '@nguon/trade/order'
import { received } from '@nguon/trade/payment'
import type { C } from './app.ts'

export const orderView = z
  .object({
    ref: z.string(),
    state: z.enum(['awaiting', 'cash', 'paid', 'expired', 'cancelled']),
    product: z.object({ id: z.string(), name: z.string(), drawing: z.string(), group: group.optional() }),
    maker: z.object({ id: z.string(), name: z.string(), phone: z.string().optional() }),
    quantity: z.int(),
    unit: z.string(),
    price: z.int(),
    delivery: z.int(),
    total: z.int(),
    paid: z.int(),
    method,
    buyer: z.object({
      name: z.string(),
      phoneMasked: z.string(),
      phone: z.string().optional(),
      addressLine: z.string(),
      communeName: z.string(),
    }),
    placedAt: z.string(),
    holdUntil: z.string().optional(),
    vietqr: z
      .object({
        payload: z.string(),
        bank: z.object({ bin: z.string(), name: z.string() }),
        account: z.string(),
        holder: z.string(),
        dong: z.int(),
        reference: z.string(),
      })
      .optional(),
    card: z.boolean(),
    example: z.boolean().optional(),
  })
  .openapi('Order')

const sayCommune = (code: string) => {
  const unit = communeOf(code)
  return unit ? `${unit.kind} ${unit.name}` : code
}

/** What its own link shows of an order; a seller sees how to reach the buyer too. */
export async function orderViewOf(c: C, order: Order, seller = false): Promise<z.infer<typeof orderView>> {
  const { house } = c.var
  const [product, maker] = await Promise.all([
    readProduct(house.table, order.product),
    readProducer(house.table, order.maker),
  ])
  const awaiting = order.state === 'awaiting' ? order : undefined
  const due = order.total - received(order)
  const bank = maker?.bank
  return {
    ref: order.ref,
    state: order.state,
    product: {
      id: order.product,
      name: order.productName,
      ...(product ? { drawing: drawingFor(product), group: product.group } : { drawing: 'gao' }),
    },
    maker: {
      id: order.maker,
      name: maker?.name ?? '',
      ...(maker?.phone && maker.phonePublic ? { phone: maker.phone } : {}),
    },
    quantity: order.qty,
    unit: order.unit,
    price: order.unitDong,
    delivery: order.delivery,
    total: order.total,
    paid: received(order),
    method: order.method,
    buyer: {
      name: order.buyer.name,
      phoneMasked: maskPhone(order.buyer.phone),
      ...(seller ? { phone: order.buyer.phone } : {}),
      addressLine: order.buyer.address.line,
      communeName: sayCommune(order.buyer.address.commune),
    },
    placedAt: order.placedAt,
    ...(awaiting ? { holdUntil: awaiting.holdUntil } : {}),
    ...(awaiting?.method === 'vietqr' && bank && due > 0
      ? {
          vietqr: {
            payload: writeVietQr({ bin: bank.bin, account: bank.account, dong: due, reference: order.ref }),
            bank: { bin: bank.bin, name: bankOf(bank.bin)?.name ?? 'Ngân hàng thử' },
            ...{ account: bank.account, holder: bank.holder, dong: due, reference: order.ref },
          },
        }
      : {}),
    card: awaiting?.method === 'card' && house.stripe !== undefined,
    ...(product?.example ? { example: true } : {}),
  }
}
