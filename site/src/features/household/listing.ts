import { groupOf } from '@nguon/listing/group'
import { readPrice } from '@nguon/listing/price'
import { type Group, group, type Price } from '@nguon/listing/product'
import { sayDong } from '@nguon/trade/money'
import type { Lang } from '../../paths.ts'
import { deskWords } from '../../text/desk.ts'
import { chosen, type Faults, typed, wholeOf } from '../desk/sent.ts'

/** What is typed about a product, as it was typed. */
export type TypedListing = Record<
  | 'name'
  | 'nameEn'
  | 'price'
  | 'unit'
  | 'left'
  | 'group'
  | 'pack'
  | 'description'
  | 'story'
  | 'ingredients'
  | 'shelfLife'
  | 'standard'
  | 'brand',
  string
>
const texts = ['nameEn', 'pack', 'description', 'story', 'ingredients', 'shelfLife', 'standard', 'brand'] as const
const names = ['name', 'price', 'unit', 'left', 'group', ...texts] as const
/** Fields of the API beside those of the form. */
export const listingFields: Record<string, string> = {
  ...Object.fromEntries(names.map((name) => [name, name])),
  pictures: 'picture',
}

export const units = [
  'kg',
  'chục',
  'cái',
  'gói',
  'hộp',
  'chai',
  'lọ',
  'hũ',
  'túi',
  'lít',
  'bó',
  'con',
  'quả',
  'cây',
  'bộ',
  'người',
  'đêm',
]

export const readListing = (form: FormData): TypedListing =>
  Object.fromEntries(names.map((name) => [name, typed(form, name, name === 'story' ? 4000 : 2000)])) as TypedListing
export const blankListing = (): TypedListing => ({
  ...(Object.fromEntries(names.map((name) => [name, ''])) as TypedListing),
  unit: 'kg',
  left: '10',
})

/** A price as it stands, for the form: whole digits, and its unit. A range is kept as it is and is not edited here. */
export function priceTyped(price: Price, lang: Lang): { price: string; unit: string } {
  if (price.is === 'ask') return { price: '', unit: 'kg' }
  const amount = (dong: number) => sayDong(dong, lang).replace(' ₫', '')
  if (price.is === 'exact') return { price: amount(price.dong), unit: price.unit }
  return { price: `${amount(price.from)} - ${amount(price.to)}`, unit: price.unit }
}

type Judged = { faults: Faults; price?: Price; left?: number; group: Group }

/** Reads what was typed; what cannot be known is asked about beside its field, never guessed. `ask` allows a listing without a price. */
export function judgeListing(it: TypedListing, lang: Lang, may: { ask: boolean; left: boolean }): Judged {
  const said = deskWords[lang].add.errors
  const faults: Faults = {}
  if (it.name.length < 2) faults.name = said.name
  const price = it.price === '' && may.ask ? ({ is: 'ask' } as const) : readPriceTyped(it, lang, faults)
  const left = may.left ? wholeOf(it.left) : undefined
  if (may.left && (left === undefined || left > 1_000_000)) faults.left = said.left(it.left)
  const told = group.safeParse(it.group)
  return {
    faults,
    ...(price ? { price } : {}),
    ...(left === undefined ? {} : { left }),
    group: told.success ? told.data : (groupOf(it.name)?.group ?? 'I'),
  }
}

function readPriceTyped(it: TypedListing, lang: Lang, faults: Faults): Price | undefined {
  const said = deskWords[lang].add.errors
  if (it.unit === '') faults.price = said.unit
  const read = readPrice(
    `${it.price
      .replace(/₫|đ(?:ồng)?$/u, '')
      .trim()
      .replace(/,/g, lang === 'en' ? '.' : ',')}/${it.unit || 'cái'}`,
  )
  if (read.is === 'value' && read.value.is !== 'ask')
    return read.value.is === 'exact' ? { ...read.value, unit: it.unit } : { ...read.value, unit: it.unit }
  const short = /^\d{1,3}$/.test(it.price) && Number(it.price) > 0 ? sayDong(Number(it.price) * 1000, lang) : undefined
  faults.price = short ? said.maybe(it.price, short) : said.price(it.price)
  return undefined
}

const most = 1024 * 1024
const kinds = /^image\/(jpeg|png|webp)$/

/** A chosen picture, or why it cannot be taken. No picture at all is no fault. */
export function readPicture(form: FormData, lang: Lang): { file?: File; fault?: string } {
  const said = deskWords[lang].add.errors
  const file = chosen(form, 'picture')
  if (!file) return {}
  if (!kinds.test(file.type)) return { fault: said.kind }
  if (file.size > most) return { fault: said.heavy(String(Math.ceil(file.size / 1024))) }
  return { file }
}

/** The texts that were filled in, for a new listing; an edit sends the emptied ones too. */
export const textsOf = (it: TypedListing, all: boolean): Partial<TypedListing> =>
  Object.fromEntries(texts.flatMap((name) => (it[name] !== '' || all ? [[name, it[name]]] : [])))
