import { dayIn } from '@nguon/listing/day'

/** An invented season of tea on an invented household's hill: what a diary looks like when it is kept. Days are counted back from the harvest. */
const works: readonly {
  before: number
  clock: string
  said: Record<string, unknown>
  instead?: Record<string, unknown>
  seen?: true
}[] = [
  { before: 76, clock: '07:10', said: { work: 'tending', method: 'đốn phớt, dọn cành' } },
  {
    ...{ before: 70, clock: '08:00', seen: true },
    said: { work: 'fertilising', name: 'Phân chuồng ủ hoai', sort: 'organic', amount: { number: 320, uom: 'KGM' } },
  },
  ...[64, 57, 50, 43, 35, 28, 16, 9].map((before) => ({
    ...{ before, clock: '16:30' },
    said: { work: 'watering', source: 'pond', amount: { number: 4, uom: 'MTQ' } },
  })),
  {
    ...{ before: 41, clock: '07:30' },
    said: { work: 'fertilising', name: 'NPK (mẫu)', sort: 'mineral', amount: { number: 21, uom: 'KGM' } },
    instead: { work: 'fertilising', name: 'NPK (mẫu)', sort: 'mineral', amount: { number: 12, uom: 'KGM' } },
  },
  {
    ...{ before: 24, clock: '06:20', seen: true },
    said: {
      ...{ work: 'spraying', name: 'Thuốc trừ rầy (mẫu)', substance: 'Azadirachtin', pest: 'rầy xanh' },
      ...{ amount: { number: 240, uom: 'MLT' }, waitingDays: 7, weather: 'trời râm, lặng gió' },
    },
  },
  { before: 18, clock: '07:00', said: { work: 'tending', method: 'làm cỏ tay' } },
]

type Said = Record<string, unknown>
type Call = (who: string, method: string, path: string, body?: Said) => Promise<Said>
type Lot = { maker: string; product: string; lot: string; made: string }

/** Keeps the diary of one crop as its household would, up to a harvest into the lot; an officer looks at part of it. */
export async function keepTea(
  call: Call,
  household: string,
  officer: string,
  { maker, product, lot, made }: Lot,
): Promise<void> {
  const back = (days: number) => dayIn(new Date(Date.parse(`${made}T05:00:00+07:00`) - days * 86_400_000))
  const at = (days: number, clock: string) => `${back(days)}T${clock}:00+07:00`
  const of = `/v1/producers/${maker}`
  const plot = await call(household, 'POST', `${of}/plots`, {
    name: 'Đồi chè sau nhà (ví dụ)',
    area: { number: 1080, uom: 'MTK' },
    codes: [{ kind: 'planting-area', code: 'MẪU-38-14797-01', market: 'trong nước', status: 'asked-for' }],
  })
  const crop = await call(household, 'POST', `${of}/crops`, {
    ...{ plot: plot.id, crop: 'Chè', variety: 'trung du', template: 'tea', from: back(76) },
  })
  const diary = `${of}/crops/${crop.id}/diary`
  for (const { before, clock, said, instead, seen } of works) {
    const wrote = await call(household, 'POST', diary, { ...said, at: at(before, clock) })
    const [id] = wrote.ids as string[]
    if (instead)
      await call(household, 'POST', `${diary}/${id}/correction`, { instead: { ...instead, at: at(before, clock) } })
    if (seen) await call(officer, 'POST', `${diary}/${id}/check`)
  }
  const picked = { number: 42, uom: 'KGM' }
  await call(household, 'POST', diary, { work: 'harvest', at: at(0, '06:00'), amount: picked, into: { product, lot } })
  await call(household, 'POST', `/v1/products/${product}/lots/${lot}/diary`, {
    ...{ work: 'processing', at: at(0, '14:00'), process: 'sao, vò, sấy củi' },
    ...{ used: [{ name: 'chè búp tươi', amount: picked }], made: { number: 9, uom: 'KGM' } },
  })
  await call(officer, 'PUT', `/v1/products/${product}/lots/${lot}/checks`, {
    checked: ['name', 'picture', 'maker', 'address', 'dates', 'standard'],
  })
}
