import type { Price } from './product.ts'
import { nothing, question, type Reading, value } from './repair.ts'
import { canon, plain } from './text.ts'

/** What stands around a price: its header's hints, the pack beside it, the unit told for the whole file. */
export type PriceContext = { unit?: string; thousands?: boolean; pack?: string; unitTold?: string }

const containers =
  'kg|gam|gram|g|lạng|yến|tạ|tấn|lít|ml|chai|lọ|hũ|hộp|gói|túi|bịch|bao|can|bình|thùng|lốc|khay|vỉ|viên|con|cái|chiếc|bộ|cặp|đôi|cây|chậu|cành|quả|trái|củ|bó|nải|buồng|chục|cuộn|tấm|mét|m2|phần|suất|set|combo|giỏ|người|khách|đêm|phòng|vé|tour|sản phẩm|ống|hạt|miếng|thanh|ly|cốc'
const container = new RegExp(`^(?:1\\s*|một\\s*)?(${containers})(?![\\p{L}\\d])`, 'u')
const number = '\\d+(?:[.,\\s]\\d+)*'
const times = 'k|nghìn|ngàn|ng|triệu|tr'
const money = 'đồng|vnđ|vnd|đ|₫|d'
const amount = `(${number})\\s*(?:(${times})\\s*(?:${money})?|(?:${money}))?(?![\\p{L}])`
const whole = new RegExp(
  `^(?:giá|khoảng|chỉ)?\\s*(?:từ)?\\s*${amount}(?:\\s*(?:-|–|—|~|đến|tới)\\s*${amount})?\\s*(.*)$`,
  'u',
)

/**
 * A price in whole dong with its unit: `120.000đ/kg`, `30k/gói`, `từ 50.000 - 70.000đ`, `Liên hệ`. Dots and commas before three digits
 * mark thousands; anything else between digits is a question. A price is never 0.
 */
export function readPrice(found: string, context: PriceContext = {}): Reading<Price> {
  const text = canon(plain(found))
  if (text === '' || /^[-–—.…]+$/.test(text)) return nothing()
  if (/^(giá )?(liên hệ|lien he|thỏa thuận|theo thời (giá|điểm)|thời giá|tùy thời điểm)/u.test(text))
    return value({ is: 'ask' }, 'price/on-request')
  const match = whole.exec(text)
  if (!match) return question('price/unclear')
  const [, low = '', lowTimes, high, highTimes, tail = ''] = match
  // "from 50,000" names no end
  if (text.startsWith('từ') && high === undefined) return question('price/unclear')
  const first = dongOf(low, lowTimes ?? highTimes, context.thousands)
  const second = high === undefined ? undefined : dongOf(high, highTimes, context.thousands)
  if (first === undefined || (high !== undefined && second === undefined))
    return question('price/unclear', choicesFor(low, high))
  const told = unitIn(tail, context)
  if (!told) return question('price/unclear')
  const least = first.dong
  const most = second?.dong ?? least
  // 85 or 120 alone is thousands said short, or a slip: nobody but the officer knows
  if (least < 1000 && least > 0 && !lowTimes)
    return question(
      'price/unclear',
      high === undefined ? [`${least}.000đ${told.unit ? `/${told.unit}` : ''}`] : undefined,
    )
  if (least < 500 || most > 499_999_999) return question('price/out-of-bounds')
  if (most < least) return question('price/unclear')
  if (!told.unit)
    return question(
      'price/no-unit',
      ['kg', 'hộp', 'gói', 'chai', 'sản phẩm'].map((unit) => `${found.trim()}/${unit}`),
    )
  const read: Price =
    most > least
      ? { is: 'range', from: least, to: most, unit: told.unit }
      : { is: 'exact', dong: least, unit: told.unit }
  return value(read, first.rule ?? second?.rule, told.rule)
}

type Dong = { dong: number; rule?: 'price/thousands' | 'price/marks' | 'price/header' }

function dongOf(digits: string, multiple: string | undefined, thousands: boolean | undefined): Dong | undefined {
  const grouped = /^\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*$/.test(digits)
  const text = digits.replace(/(?<=[.,]\d{3})[.,]0{2}$/, '')
  if (multiple) {
    // 1.250k may be 1,250 or 1,250,000
    if (grouped || !/^\d+(?:[.,]\d{1,2})?$/.test(text)) return undefined
    const by = multiple.startsWith('tr') ? 1_000_000 : 1000
    return { dong: Math.round(Number(text.replace(',', '.')) * by), rule: 'price/thousands' }
  }
  const plainNumber = /^\d+$/.test(text)
    ? text
    : /^\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*$/.test(text)
      ? text.replace(/[.,\s]/g, '')
      : undefined
  if (plainNumber === undefined) return undefined
  if (thousands)
    return Number(plainNumber) < 10_000 ? { dong: Number(plainNumber) * 1000, rule: 'price/header' } : undefined
  return { dong: Number(plainNumber), ...(text.includes(',') ? { rule: 'price/marks' as const } : {}) }
}

/** "12.5" may be 12,500 or 12.5 million: both are offered. */
function choicesFor(digits: string, high: string | undefined): string[] | undefined {
  const read = Number(digits.replace(',', '.'))
  if (high !== undefined || !Number.isFinite(read) || !/^\d+[.,]\d{1,2}$/.test(digits)) return undefined
  return [1000, 1_000_000].map((by) => `${(read * by).toFixed(0).replace(/\B(?=(\d{3})+$)/g, '.')}đ`)
}

function unitIn(
  tail: string,
  context: PriceContext,
): { unit?: string; rule?: 'price/unit-from-pack' | 'price/unit-told' } | undefined {
  const said =
    /^(?:\/|một|mỗi|trên|cho|:|\()?\s*(.*?)\)?$/u
      .exec(tail)?.[1]
      ?.replace(/^(?:1|một)\s+/u, '')
      .trim() ?? ''
  if (said !== '')
    return said.length <= 40 && (tail.startsWith('/') ? /^[\p{L}\d]/u : container).test(said)
      ? { unit: said }
      : undefined
  if (context.unit) return { unit: context.unit }
  const pack = container.exec(canon(context.pack ?? ''))
  if (pack) return { unit: pack[1], rule: 'price/unit-from-pack' }
  return context.unitTold ? { unit: context.unitTold, rule: 'price/unit-told' } : {}
}

/** `35.000 ₫/kg`, `50.000–70.000 ₫/hộp`; nothing where the price must be asked. */
export function sayPrice(price: Price): string | undefined {
  const digits = (dong: number) => String(dong).replace(/\B(?=(\d{3})+$)/g, '.')
  if (price.is === 'ask') return undefined
  return price.is === 'exact'
    ? `${digits(price.dong)} ₫/${price.unit}`
    : `${digits(price.from)}–${digits(price.to)} ₫/${price.unit}`
}
