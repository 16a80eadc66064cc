import { communeOf, communesIn, provinces } from '@nguon/listing/commune'
import type { Problem } from '../../ask.ts'
import type { OrderMethod, ProductDetail } from '../../house.ts'
import type { Lang } from '../../paths.ts'
import { communeName } from '../../place.ts'
import { words } from '../../text/words.ts'

/** What was typed, as it was typed: it goes back into the form untouched whatever is wrong with it. */
export type Typed = {
  quantity: string
  name: string
  phone: string
  province: string
  commune: string
  line: string
  method: string
  key: string
}
export type FieldName = 'quantity' | 'name' | 'phone' | 'commune' | 'line' | 'method'
export type Errors = Partial<Record<FieldName, string>>
/** What the last form asked for: communes of another province, a look before ordering, the order, or back to mending. */
export type Wish = 'province' | 'review' | 'place' | 'edit'

const wishes: readonly Wish[] = ['province', 'review', 'place', 'edit']
const text = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim().slice(0, 300) : ''
}

/** `key` is minted when the form is first shown and stays with it, so that pressing twice orders once. */
export function readTyped(form: FormData, fresh: { key: string; province: string }): { typed: Typed; wish: Wish } {
  const commune = text(form, 'commune')
  const province = text(form, 'province') || communeOf(commune)?.province || fresh.province
  const typed = {
    quantity: text(form, 'quantity') || '1',
    name: text(form, 'name'),
    phone: text(form, 'phone'),
    province,
    commune: communeOf(commune)?.province === province ? commune : '',
    line: text(form, 'line'),
    method: text(form, 'method'),
    key: /^[A-Za-z0-9-]{16,64}$/.test(text(form, 'key')) ? text(form, 'key') : fresh.key,
  }
  return { typed, wish: wishes.find((one) => one === text(form, 'do')) ?? 'review' }
}

/** A first form: nothing typed, the market's own province, the quantity from the product page. */
export function blank(query: URLSearchParams, fresh: { key: string; province: string; method: OrderMethod }): Typed {
  const quantity = query.get('quantity') ?? ''
  const { key, province, method } = fresh
  return {
    quantity: /^\d{1,3}$/.test(quantity) ? quantity : '1',
    name: '',
    phone: '',
    province,
    commune: '',
    line: '',
    method,
    key,
  }
}

/** The number typed, or nothing when it is none: 1 to 999. */
export function quantityOf(typed: Pick<Typed, 'quantity'>): number | undefined {
  const number = /^\d{1,3}$/.test(typed.quantity) ? Number(typed.quantity) : 0
  return number > 0 ? number : undefined
}

const phoneDigits = (phone: string): string => phone.replace(/[\s.\-()]/g, '').replace(/^\+?84/, '0')

/** What is missing or odd, in words beside its field. */
export function checkTyped(
  typed: Typed,
  product: Pick<ProductDetail, 'left'>,
  methods: readonly OrderMethod[],
  lang: Lang,
): Errors {
  const said = words[lang].order.errors
  const quantity = quantityOf(typed)
  const errors: Errors = {}
  if (!quantity) errors.quantity = said.quantity(typed.quantity)
  else if (product.left !== undefined && quantity > product.left)
    errors.quantity = said.tooMany(typed.quantity, String(product.left))
  if (typed.name.length < 2) errors.name = said.name
  if (!/^0(\d{9}|2\d{9})$/.test(phoneDigits(typed.phone))) errors.phone = said.phone(typed.phone)
  if (!typed.commune) errors.commune = said.commune
  if (typed.line.length < 3) errors.line = said.line
  if (!methods.some((method) => method === typed.method)) errors.method = said.method
  return errors
}

/** The body of `POST /v1/orders`. */
export function orderBody(product: string, typed: Typed) {
  const { name, phone, line, commune, method } = typed
  return {
    product,
    quantity: quantityOf(typed) ?? 1,
    buyer: { name, phone: phoneDigits(phone), address: line, commune },
    method,
  }
}

const fieldOf: Record<string, FieldName> = {
  quantity: 'quantity',
  'buyer.name': 'name',
  'buyer.phone': 'phone',
  'buyer.address': 'line',
  'buyer.commune': 'commune',
  method: 'method',
}

/** The API's refusal, field by field; what belongs to no field is said above the form. */
export function refusalOf(problem: Problem): { errors: Errors; said: string } {
  const errors: Errors = {}
  for (const { field, message } of problem.errors ?? []) {
    const name =
      fieldOf[
        field
          .replace(/^body\./, '')
          .replace(/^\//, '')
          .replaceAll('/', '.')
      ]
    if (name) errors[name] = message
  }
  return { errors, said: problem.detail || problem.title }
}

export function provinceOptions(): { value: string; text: string }[] {
  return provinces
    .map(({ code, name }) => ({ value: code, text: name }))
    .sort((a, b) => a.text.localeCompare(b.text, 'vi'))
}

export function communeOptions(province: string, lang: Lang): { value: string; text: string }[] {
  const options = communesIn(province).map((commune) => ({
    value: commune.code,
    text: communeName(commune, lang),
    bare: commune.name,
  }))
  options.sort((a, b) => a.bare.localeCompare(b.bare, 'vi'))
  return [{ value: '', text: words[lang].order.communePick }, ...options.map(({ value, text }) => ({ value, text }))]
}
