import type { Sheet } from './book.ts'
import { type Cells, cellsOf } from './cells.ts'
import { type Certificate, ocopUntil, type Stars } from './certificate.ts'
import { type Commune, sayCommune, sayProvince } from './commune.ts'
import { sayDay } from './day.ts'
import type { Finding } from './finding.ts'
import { groupEntry, groupOf, groups } from './group.ts'
import type { Line } from './line.ts'
import { columnOf, type Field, type Mapping, priceHints } from './mapping.ts'
import { type Address, type Area, readPlace, sayAddress } from './place.ts'
import { type PriceContext, readPrice, sayPrice } from './price.ts'
import { type ProducerDraft, producerDraft } from './producer.ts'
import { type Group, type Price, productDraft } from './product.ts'
import { type Reading, readDay, readDecision, readPhone, readStars, readTaxCode, readText } from './repair.ts'
import { canon, fold, plain } from './text.ts'

/** What a row says of a maker. Only what was said is there: an empty cell empties nothing. */
export type SaidMaker = Pick<ProducerDraft, 'name' | 'kind' | 'commune' | 'province' | 'businessRegistered'> &
  Partial<Pick<ProducerDraft, 'addressAsPrinted' | 'representative' | 'phone' | 'taxCode'>>
/** What a row says of a product. `guessed`: the group comes from the name. */
export type SaidProduct = {
  name: string
  group: Group
  criteriaSet?: number
  guessed: boolean
  price?: Price
} & Partial<Record<'pack' | 'standard' | 'brand', string>>
/** A row as understood. One with an `ask` among its findings has no `said` and is not written. */
export type ReadRow = {
  row: number
  said?: { maker: SaidMaker; product: SaidProduct; paper?: Certificate }
  findings: Finding[]
}

/**
 * What surrounds the rows. `answers`: texts the officer typed in place of a cell, by a finding's `at` ("I3", or "8:decision" where the sheet
 * has no such column). `told`: said once for the whole file.
 */
export type ValidateContext = {
  sheet: Pick<Sheet, 'epoch'>
  mapping: Mapping
  area: Area
  today: string
  answers?: Readonly<Record<string, string>>
  told?: { unit?: string; issuer?: string }
}

/** Reads each row to its draft and its findings. Pure; the same rows give the same answer. */
export function validateLines(lines: readonly Line[], context: ValidateContext): ReadRow[] {
  const header: PriceContext = {
    ...priceHints(columnOf(context.mapping, 'price')?.header ?? ''),
    unitTold: context.told?.unit,
  }
  const places = new Map<string, Reading<Commune>>()
  return lines.map((line) => {
    const cells = cellsOf(line, context.mapping, context.answers)
    const maker = readMaker(line, cells, context, places)
    const product = readProduct(cells, header)
    const paper = readPaper(cells, line, context)
    const asked = cells.findings.some((finding) => finding.level === 'ask')
    if (asked || !maker || !product) return { row: line.row, findings: cells.findings }
    // Who was recognised had to be registered (QĐ 26/2026/QĐ-TTg, Điều 2.3)
    const registered = maker.businessRegistered || paper !== undefined
    return {
      row: line.row,
      said: { maker: { ...maker, businessRegistered: registered }, product, ...(paper ? { paper } : {}) },
      findings: cells.findings,
    }
  })
}

/** Ordered: a cooperative's union is no company, a household that trades is no company. */
const kinds: readonly [RegExp, ProducerDraft['kind'], boolean][] = [
  [/\b(tổ hợp tác|tht|tổ hội)\b/u, 'group', false],
  [/\b(hợp tác xã|htx|liên hiệp htx)(?!\p{L})/u, 'cooperative', true],
  [/\b(công ty|cty|tnhh|doanh nghiệp|dntn|tập đoàn|cổ phần)(?!\p{L})/u, 'company', true],
  [/\btrang trại\b/u, 'farm', false],
  [/^(hộ kinh doanh|hộ kd|hkd|hộ sxkd|hộ sản xuất kinh doanh)(?!\p{L})/u, 'household', true],
  [/^(hội|hiệp hội|ủy ban|ubnd|ban quản lý|trung tâm)(?!\p{L})/u, 'other', false],
]
/** The kind of maker a name tells, and whether that kind is registered by its nature. A person's name is a household. */
export function kindOf(name: string): { kind: ProducerDraft['kind']; registered: boolean } {
  const text = canon(name)
  const found = kinds.find(([word]) => word.test(text))
  return found ? { kind: found[1], registered: found[2] } : { kind: 'household', registered: false }
}

function printedIn({ said }: Line): Address {
  const text = (field: Field) =>
    plain(said[field]?.cell.text ?? '')
      .replace(/\s+/g, ' ')
      .trim()
  return { place: text('place'), district: text('district'), province: text('province') }
}

function readMaker(
  line: Line,
  cells: Cells,
  context: ValidateContext,
  places: Map<string, Reading<Commune>>,
): SaidMaker | undefined {
  const name = cells.take('maker', readText)
  if (name === undefined && !cells.findings.some((one) => one.field === 'maker')) cells.ask('maker', 'maker/missing')
  if (name !== undefined && !producerDraft.shape.name.safeParse(name).success)
    cells.ask('maker', 'maker/length', name.slice(0, 80))
  const [place, district, province] = [cells.text('place', 200), cells.text('district', 80), cells.text('province', 80)]
  // An answer names today's commune; what the paper printed is kept beside it
  const address = cells.said('place') === line.said.place ? { place, district, province } : { place }
  const asPrinted = sayAddress(printedIn(line)).slice(0, 200)
  const printed = sayAddress(address)
  const reading = places.get(printed) ?? readPlace(address, context.area)
  places.set(printed, reading)
  if (reading.is === 'question')
    cells.ask('place', reading.code, printed, reading.choices ? { choices: reading.choices } : {})
  const commune = reading.is === 'value' ? reading.value : undefined
  if (reading.is === 'value')
    for (const code of reading.repairs) cells.look('place', code, printed, sayCommune(reading.value.code, 'vi'))
  const phone = cells.take('phone', readPhone)
  const taxCode = cells.take('taxCode', readTaxCode)
  const representative = cells.text('representative', 80)
  if (name === undefined || !commune) return undefined
  const { kind, registered } = kindOf(`${name} ${cells.said('kind')?.cell.text ?? ''}`)
  return {
    name,
    kind,
    commune: commune.code,
    province: commune.province,
    businessRegistered: registered || taxCode !== undefined,
    ...(asPrinted ? { addressAsPrinted: asPrinted } : {}),
    ...(representative ? { representative } : {}),
    ...(phone ? { phone } : {}),
    ...(taxCode ? { taxCode } : {}),
  }
}

function readProduct(cells: Cells, header: PriceContext): SaidProduct | undefined {
  const name = cells.take('product', readText)
  if (name === undefined && !cells.findings.some((one) => one.field === 'product'))
    cells.ask('product', 'product/missing')
  const fits = name !== undefined && productDraft.shape.name.safeParse(name).success
  if (name !== undefined && !fits) cells.ask('product', 'product/length', name.slice(0, 80))
  const [pack, standard, brand] = [cells.text('pack', 60), cells.text('standard', 120), cells.text('brand', 80)]
  const price = cells.take(
    'price',
    (text) => readPrice(text, { ...header, pack }),
    (read) => sayPrice(read) ?? 'Liên hệ',
  )
  const told = groupTold(cells.said('group')?.cell.text ?? '')
  const guess = told || !fits ? undefined : groupOf(name)
  if (guess) cells.look('group', 'group/guessed', cells.said('group')?.cell.text ?? '', groupEntry(guess.group).name.vi)
  if (fits && !told && !guess)
    cells.ask('group', 'group/unknown', cells.said('group')?.cell.text ?? '', {
      choices: groups.map((one) => one.name.vi),
    })
  const group = told ?? guess
  if (!fits || !group) return undefined
  return {
    name,
    ...group,
    guessed: told === undefined,
    ...(price ? { price } : {}),
    ...(pack ? { pack } : {}),
    ...(standard ? { standard } : {}),
    ...(brand ? { brand } : {}),
  }
}

const groupNames = new Map(
  groups.flatMap((one) =>
    [one.group, one.name.vi, one.short.vi].map((name) => [fold(name), { group: one.group }] as const),
  ),
)
/** The group a cell names: "I", "Nhóm II", "Thực phẩm", "IV. Thủ công". */
function groupTold(text: string): { group: Group } | undefined {
  if (text === '') return undefined
  const words = fold(text).replace(/^(nhom|nganh|nganh hang)\s+/, '')
  return groupNames.get(words) ?? groupNames.get(words.split('.')[0]!)
}

/** Who signs, by the tail of the number. A People's Committee is the province's unless the file tells otherwise. */
function issuerOf(number: string, province: string): string | undefined {
  if (/-UBND$/.test(number)) return `UBND ${sayProvince(province, 'vi')}`
  if (/-BNNMT/.test(number)) return 'Bộ Nông nghiệp và Môi trường'
  return /-BNN/.test(number) ? 'Bộ Nông nghiệp và Phát triển nông thôn' : undefined
}

/** The OCOP decision a row tells, or nothing where it claims no rank. A rank without a decision that can be dated is a question. */
function readPaper(cells: Cells, line: Line, context: ValidateContext): Certificate | undefined {
  const asked = (field: Field) => cells.findings.some((one) => one.field === field && one.level === 'ask')
  const stars = starsOf(cells, line)
  const decision = cells.take('decision', readDecision, (read, code) =>
    code === 'decision/day-inside' && read.issued ? sayDay(read.issued) : read.number,
  )
  const days = { epoch: context.sheet.epoch }
  const day = cells.take('decisionDay', (text, cell) => readDay(text, { ...days, is: cell.is }), sayDay)
  const issued = day ?? decision?.issued
  if (day && decision?.issued && day !== decision.issued)
    return cells.ask('decisionDay', 'decision/two-days', day, {
      value: decision.issued,
      choices: [day, decision.issued],
    })
  if (issued && issued > context.today) return cells.ask('decisionDay', 'day/future', issued, { value: sayDay(issued) })
  if (!stars || asked('stars') || asked('decision') || asked('decisionDay')) return undefined
  if (!decision) {
    const told = cells.findings.some((one) => one.code === 'decision/none-told')
    return told ? undefined : cells.ask('decision', 'stars/no-decision', `${stars} sao`)
  }
  if (!issued) return cells.ask('decisionDay', 'decision/no-day', decision.number)
  if (stars === 5 && decision.number.endsWith('-UBND'))
    return cells.ask('decision', 'stars/five-by-province', decision.number)
  const said = cells.text('issuer', 120) ?? context.told?.issuer
  const issuer = said ?? issuerOf(decision.number, context.area.province)
  if (!issuer) return cells.ask('issuer', 'decision/no-issuer', decision.number)
  if (!said) cells.look('issuer', 'issuer/guessed', decision.number, issuer)
  return { kind: 'ocop', number: decision.number, issuer, issued, until: ocopUntil(issued), stars, state: 'recognised' }
}

function starsOf(cells: Cells, line: Line): Stars | undefined {
  const own = cells.take('stars', readStars)
  const heading = line.section?.stars
  if (own !== undefined && heading !== undefined && own !== heading)
    return cells.ask('stars', 'stars/two', `${own} sao`, {
      value: String(heading),
      choices: [`${own} sao`, `${heading} sao`],
    })
  if (own !== undefined || cells.said('stars') || (heading !== 3 && heading !== 4 && heading !== 5)) return own
  cells.look('stars', 'stars/section', '', String(heading))
  return heading
}
