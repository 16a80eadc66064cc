import type { Amount, Entry, Unit, Work } from './diary.ts'

type Words = { vi: string; en: string }
export type DiaryLang = keyof Words

export const workWords: Record<Work, Words> = {
  soil: { vi: 'Làm đất', en: 'Preparing the soil' },
  sowing: { vi: 'Gieo, trồng', en: 'Sowing, planting' },
  fertilising: { vi: 'Bón phân', en: 'Fertilising' },
  spraying: { vi: 'Phun thuốc', en: 'Spraying' },
  watering: { vi: 'Tưới', en: 'Watering' },
  tending: { vi: 'Chăm sóc', en: 'Tending' },
  harvest: { vi: 'Thu hoạch', en: 'Harvest' },
  processing: { vi: 'Chế biến', en: 'Processing' },
  packing: { vi: 'Đóng gói', en: 'Packing' },
  storing: { vi: 'Cất giữ', en: 'Storing' },
  shipping: { vi: 'Chở đi', en: 'Shipping' },
  selling: { vi: 'Bán', en: 'Selling' },
}

/** UNECE Rec 20 codes as people here write them. */
export const unitWords: Record<Unit, Words> = {
  KGM: { vi: 'kg', en: 'kg' },
  GRM: { vi: 'g', en: 'g' },
  TNE: { vi: 'tấn', en: 't' },
  LTR: { vi: 'lít', en: 'l' },
  MLT: { vi: 'ml', en: 'ml' },
  MTQ: { vi: 'm³', en: 'm³' },
  H87: { vi: 'cái', en: 'pieces' },
  HAR: { vi: 'ha', en: 'ha' },
  MTK: { vi: 'm²', en: 'm²' },
}

type Sort = NonNullable<Extract<Entry, { work: 'fertilising' }>['sort']>
export const sortWords: Record<Sort, Words> = {
  organic: { vi: 'phân hữu cơ', en: 'organic' },
  mineral: { vi: 'phân vô cơ', en: 'mineral' },
  foliar: { vi: 'phân bón lá', en: 'foliar' },
  lime: { vi: 'vôi', en: 'lime' },
  other: { vi: 'loại khác', en: 'other' },
}
type Source = NonNullable<Extract<Entry, { work: 'watering' }>['source']>
export const sourceWords: Record<Source, Words> = {
  rain: { vi: 'nước mưa', en: 'rain water' },
  well: { vi: 'giếng', en: 'a well' },
  river: { vi: 'sông, suối', en: 'a river' },
  canal: { vi: 'kênh, mương', en: 'a canal' },
  pond: { vi: 'ao, hồ', en: 'a pond' },
  tap: { vi: 'nước máy', en: 'tap water' },
}

/** `1.250,5 kg`, and in English `1,250.5 kg`. */
export function sayAmount({ number, uom }: { number: number; uom: string }, lang: DiaryLang): string {
  const said = number.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 3 })
  return `${said} ${unitWords[uom as Unit]?.[lang] ?? uom}`
}

const waits = (days: number): Words => ({
  vi: days === 0 ? 'không phải cách ly' : `cách ly ${days} ngày`,
  en: days === 0 ? 'no waiting time' : `waiting time ${days} days`,
})

/** What was done, on one line, without the work's own name and without the note. */
export function sayEntry(it: Entry, lang: DiaryLang): string {
  const of = (amount?: Amount) => (amount ? [sayAmount(amount, lang)] : [])
  const some = (word?: string) => (word ? [word] : [])
  const parts = ((): string[] => {
    switch (it.work) {
      case 'soil':
      case 'tending':
        return some(it.method)
      case 'sowing':
        return [...some(it.variety), ...of(it.amount)]
      case 'fertilising':
        return [it.name, ...some(it.sort && sortWords[it.sort][lang]), ...of(it.amount)]
      case 'spraying':
        return [`${it.name} (${it.substance})`, ...of(it.amount), it.pest, waits(it.waitingDays)[lang]]
      case 'watering':
        return [...some(it.source && sourceWords[it.source][lang]), ...of(it.amount)]
      case 'harvest':
        return [
          ...of(it.amount),
          ...some(it.into && (lang === 'vi' ? `vào lô ${it.into.lot}` : `into lot ${it.into.lot}`)),
        ]
      case 'processing':
        return [
          it.process,
          `${it.used.map(({ name, amount }) => `${sayAmount(amount, lang)} ${name}`).join(' + ')} → ${sayAmount(it.made, lang)}`,
        ]
      case 'packing':
        return [...some(it.pack), ...of(it.amount)]
      case 'storing':
        return [it.where, ...some(it.celsius === undefined ? undefined : `${it.celsius} °C`)]
      case 'shipping':
      case 'selling':
        return [...some(it.to), ...of(it.amount)]
    }
  })()
  return parts.join(', ')
}
