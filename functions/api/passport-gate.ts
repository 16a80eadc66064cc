import { readPassport } from '@nguon/store/passport'
import { type ItemKey, itemRules } from '@nguon/trace/passport-items'
import type { FieldFault } from '../invalid.ts'
import { refreshFace } from '../lot-face.ts'
import type { Refusal } from '../problem.ts'
import type { C } from './app.ts'

const ofProduct = { vi: 'Thêm ở trang sửa món.', en: 'Give it where the product is edited.' }
const ofMaker = { vi: 'Thêm ở trang cơ sở.', en: 'Give it where the maker is edited.' }
const ofLot = { vi: 'Thêm ở trang lô.', en: 'Give it on the page of the lot.' }
/** Where each item is given. */
const where: Record<ItemKey, { vi: string; en: string }> = {
  ...{ name: ofProduct, picture: ofProduct, brand: ofProduct, standard: ofProduct },
  ...{ maker: ofMaker, address: ofMaker },
  ...{ stages: ofLot, dates: ofLot, code: ofLot, expiry: ofLot },
}

/** What stands in the way of the public, one sentence an item, in the reader's language. */
export const incomplete = (c: C, missing: readonly ItemKey[]): Refusal => ({
  code: 'passport/incomplete',
  missing: missing.map((key) => itemRules[key].number),
  errors: missing.map(
    (key): FieldFault => ({
      field: key,
      message:
        c.var.lang === 'vi'
          ? `Thiếu mục ${itemRules[key].number}: ${itemRules[key].vi.toLowerCase()}. ${where[key].vi}`
          : `Item ${itemRules[key].number} is missing: ${itemRules[key].en.toLowerCase()}. ${where[key].en}`,
    }),
  ),
})

/** Stamps are stuck on goods for people to scan, so they are activated once the passport may be public; what is missing is told. */
export async function stillHidden(c: C, product: string, lot: string): Promise<Refusal | undefined> {
  const { house } = c.var
  const passport = await readPassport(house.table, product, lot)
  if (!passport?.hidden) return undefined
  // The projection may be a moment behind what was just added.
  const now = await refreshFace(house, product, lot)
  return now && now.missing.length > 0 ? incomplete(c, now.missing) : undefined
}
