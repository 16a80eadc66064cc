import type { Answer } from '../../ask.ts'
import { send } from '../../ask.ts'
import type { SiteHouse } from '../../house.ts'
import { typed, wholeOf } from '../desk/sent.ts'

export type Counted = { id: string; left: number; was: number }

/** What a counting form says: the product, how many are left now, how many were written before. */
export function readCounted(form: FormData): Counted | undefined {
  const id = typed(form, 'mon', 14)
  const left = typed(form, 'do', 10) === 'none' ? 0 : wholeOf(typed(form, `left-${id}`, 12) || typed(form, 'left', 12))
  const was = wholeOf(typed(form, 'cu', 12)) ?? 0
  return left === undefined || !/^[A-Z0-9]{6,14}$/.test(id) ? undefined : { id, left, was }
}

export const writeCount = (house: Pick<SiteHouse, 'api'>, { id, left }: Counted): Promise<Answer<{ left: number }>> =>
  send(house, 'PUT', `/v1/products/${id}/stock`, { left })
