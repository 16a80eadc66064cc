import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Step } from './history.ts'

export const itemKey = z.enum([
  'name',
  'picture',
  'maker',
  'address',
  'stages',
  'dates',
  'code',
  'brand',
  'expiry',
  'standard',
])
export const itemKeys = itemKey.options
export type ItemKey = z.infer<typeof itemKey>

/** Thông tư 02/2024/TT-BKHCN of 28/3/2024: the least a traceability passport tells. */
export const itemsSource = { source: 'Thông tư 02/2024/TT-BKHCN', validFrom: '2024-06-01' } as const

type Rule = {
  number: number
  vi: string
  en: string
  /** A passport is not public without it. The others may say that there is none. */
  must: boolean
  /** Where it is told, and so what a check of it holds for. */
  of: 'product' | 'lot'
  /** What we ourselves give, rather than the maker. */
  system?: true
}

/** The ten, in the order of the circular. */
export const itemRules: Record<ItemKey, Rule> = {
  name: { number: 1, vi: 'Tên sản phẩm', en: 'Name of the product', must: true, of: 'product' },
  picture: { number: 2, vi: 'Hình ảnh', en: 'Picture', must: true, of: 'product' },
  maker: { number: 3, vi: 'Đơn vị sản xuất, kinh doanh', en: 'Maker or trader', must: true, of: 'product' },
  address: { number: 4, vi: 'Địa chỉ', en: 'Address', must: true, of: 'product' },
  stages: { number: 5, vi: 'Các công đoạn', en: 'Stages', must: true, of: 'lot' },
  dates: { number: 6, vi: 'Thời gian sản xuất', en: 'When it was made', must: true, of: 'lot' },
  code: { number: 7, vi: 'Mã truy xuất nguồn gốc', en: 'Traceability code', must: true, of: 'lot', system: true },
  brand: { number: 8, vi: 'Thương hiệu, nhãn hiệu', en: 'Brand', must: false, of: 'product' },
  expiry: { number: 9, vi: 'Hạn sử dụng', en: 'Best before', must: false, of: 'lot' },
  standard: { number: 10, vi: 'Tiêu chuẩn, quy chuẩn áp dụng', en: 'Standard applied', must: true, of: 'product' },
}

/** What of a product, its maker, a lot and its journey the ten are found in. */
export type PassportFacts = {
  product: string
  lot: { lot: string; made: string; expires?: string | undefined }
  card: {
    name: string
    brand?: string | undefined
    standard?: string | undefined
    picture?: { key?: string | undefined; src?: string | undefined } | undefined
  }
  maker: { name: string; communeName: string; provinceName: string; address?: string | undefined }
  steps: readonly (Pick<Step, 'at' | 'place' | 'retracted' | 'note'> & { kind: string })[]
}

/** A stage counts with all three of its data: the code of the goods (the lot's own), the code of the place, the time. */
const stagesOf = ({ steps }: PassportFacts) => steps.filter((it) => it.place && !it.retracted)
export const countStages = (facts: PassportFacts): number => stagesOf(facts).length

const some = (text: string | undefined) => (text?.trim() ? text : undefined)

/** Each item as it is found; absent where it is not told. */
const found: Record<ItemKey, (facts: PassportFacts) => string | undefined> = {
  name: ({ card }) => some(card.name),
  picture: ({ card }) => card.picture?.key ?? card.picture?.src,
  maker: ({ maker }) => some(maker.name),
  address: ({ maker }) => some([maker.address, maker.communeName, maker.provinceName].filter(Boolean).join(', ')),
  stages: (facts) =>
    some(
      stagesOf(facts)
        .map(({ kind, at, place, note }) => [kind, at, place, note].join(' '))
        .join('\n'),
    ),
  dates: ({ lot }) => some(lot.made),
  code: ({ product, lot }) => `${product}/${lot.lot}`,
  brand: ({ card }) => some(card.brand),
  expiry: ({ lot }) => some(lot.expires),
  standard: ({ card }) => some(card.standard),
}

/** What was checked, so that a check ends when what was checked is changed. */
export const printOf = (key: ItemKey, facts: PassportFacts): string =>
  createHash('sha256')
    .update(`${key}\n${found[key](facts) ?? ''}`)
    .digest('hex')
    .slice(0, 24)

const check = z.object({ by: z.string(), at: z.iso.datetime(), of: z.string() })
/** Which items an officer looked at, and what they were then. */
export const itemChecks = z.object({ checks: z.partialRecord(itemKey, check) })
export type ItemChecks = z.infer<typeof itemChecks>['checks']

export const said = z.object({
  who: z.enum(['declared', 'checked', 'system']),
  by: z.string().optional(),
  at: z.iso.datetime().optional(),
})
/** Who stands behind an item, and since when. */
export type Said = z.infer<typeof said>
export const itemsSaid = z.partialRecord(itemKey, said)
export type ItemsSaid = z.infer<typeof itemsSaid>

/** Who says each item: an officer while what they saw stands, else the maker, and for the code ourselves. `told` is when the product and the lot were last told. */
export function whoSays(facts: PassportFacts, checks: ItemChecks, told: { product: string; lot: string }): ItemsSaid {
  return Object.fromEntries(
    itemKeys.map((key) => {
      const rule = itemRules[key]
      const seen = checks[key]
      if (seen && seen.of === printOf(key, facts)) return [key, { who: 'checked', by: seen.by, at: seen.at }]
      if (rule.system) return [key, { who: 'system', at: told.lot }]
      return [key, { who: 'declared', by: facts.maker.name, at: told[rule.of] }]
    }),
  )
}

export type Item = { key: ItemKey; number: number; must: boolean; given: boolean; value?: string; said?: Said }

export const itemsOf = (facts: PassportFacts, saidOf: ItemsSaid = {}): Item[] =>
  itemKeys.map((key) => {
    const value = found[key](facts)
    const { number, must } = itemRules[key]
    const said = saidOf[key]
    return {
      key,
      number,
      must,
      given: value !== undefined,
      ...(value === undefined ? {} : { value }),
      ...(said ? { said } : {}),
    }
  })

/** What stands between a passport and the public: items 1 to 7 and 10. */
export const missingItems = (facts: PassportFacts): ItemKey[] =>
  itemKeys.filter((key) => itemRules[key].must && found[key](facts) === undefined)
