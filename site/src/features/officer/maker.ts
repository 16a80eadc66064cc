import { communesIn } from '@nguon/listing/commune'
import type { Producer } from '@nguon/listing/producer'
import { banks } from '@nguon/pay/bank'
import { placesOf, type Role } from '@nguon/people/role'
import type { Lang } from '../../paths.ts'
import { communeName } from '../../place.ts'
import { deskWords } from '../../text/desk.ts'
import { type Faults, type Refused, typed } from '../desk/sent.ts'

/** What is typed about a maker, as it was typed; the ticks as `1` or nothing. */
export type TypedMaker = Record<(typeof texts)[number] | (typeof ticks)[number] | 'bin' | 'account' | 'holder', string>
const texts = ['name', 'kind', 'address', 'representative', 'phone', 'taxCode', 'story'] as const
const ticks = ['phonePublic', 'addressPublic', 'businessRegistered'] as const
const names = [...texts, ...ticks, 'bin', 'account', 'holder'] as const
export const makerFields: Record<string, string> = {
  ...Object.fromEntries(names.map((name) => [name, name])),
  'bank.bin': 'bin',
  'bank.account': 'account',
  'bank.holder': 'holder',
  commune: 'name',
}

export const readMaker = (form: FormData): TypedMaker =>
  Object.fromEntries(names.map((name) => [name, typed(form, name)])) as TypedMaker
export const blankMaker = (): TypedMaker => ({
  ...(Object.fromEntries(names.map((name) => [name, ''])) as TypedMaker),
  kind: 'household',
})

/** A record as the form shows it. */
export const makerTyped = (it: Producer): TypedMaker => ({
  ...(Object.fromEntries(texts.map((name) => [name, it[name] ?? ''])) as Record<(typeof texts)[number], string>),
  ...(Object.fromEntries(ticks.map((name) => [name, it[name] ? '1' : ''])) as Record<(typeof ticks)[number], string>),
  ...{ bin: it.bank?.bin ?? '', account: it.bank?.account ?? '', holder: it.bank?.holder ?? '' },
})

/** The API's body. Phones are written with dots and spaces here; what cannot be one is the API's to say. */
export function makerBody(it: TypedMaker, lang: Lang): { body: Record<string, unknown> } | Refused {
  const faults: Faults = {}
  const bank = [it.bin, it.account, it.holder].filter(Boolean).length
  if (bank === 1 || bank === 2) faults.account = deskWords[lang].makers.halfBank
  if (Object.keys(faults).length > 0) return { faults, said: '' }
  const filled = texts.filter((name) => it[name] !== '')
  const body: Record<string, unknown> = {
    ...Object.fromEntries(filled.map((name) => [name, it[name]])),
    ...Object.fromEntries(ticks.map((name) => [name, it[name] === '1'])),
  }
  if (it.phone) body.phone = it.phone.replace(/[\s.()-]/g, '').replace(/^\+?84(?=\d{9}$)/, '0')
  if (bank === 3) body.bank = { bin: it.bin, account: it.account.replace(/\s/g, ''), holder: it.holder }
  return { body }
}

export const bankOptions = (lang: Lang): { value: string; text: string }[] => [
  { value: '', text: deskWords[lang].makers.noBank },
  ...banks
    .filter((bank) => bank.takesVietQr)
    .map((bank) => ({ value: bank.bin, text: bank.name }))
    .toSorted((a, b) => a.text.localeCompare(b.text, 'vi')),
]

/** The communes an officer may choose from: their own, or those of their province. */
export function communesOf(
  roles: readonly Role[],
  home: string,
  lang: Lang,
): { value: string; text: string; bare: string }[] {
  const places = placesOf(roles)
  const own = places.flatMap((place) =>
    communesIn(place.province ?? home).filter((one) => !place.commune || one.code === place.commune),
  )
  return [
    ...new Map(
      own.map((one) => [one.code, { value: one.code, text: communeName(one, lang), bare: one.name }]),
    ).values(),
  ].toSorted((a, b) => a.bare.localeCompare(b.bare, 'vi'))
}
