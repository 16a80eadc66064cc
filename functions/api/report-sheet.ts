import { createRoute, z } from '@hono/zod-openapi'
import { sayCommune } from '@nguon/listing/commune'
import { dayIn } from '@nguon/listing/day'
import { listPlaceReports } from '@nguon/store/report'
import type { Item } from '@nguon/store/table'
import { isLate, type Report, type ReportFact } from '@nguon/trace/report'
import { sayReportNumber } from '@nguon/trace/report-number'
import { firstAnswer, sumReports } from '@nguon/trace/report-sums'
import { humanSerial } from '@nguon/trace/stamp'
import { writeCsv } from '../csv.ts'
import type { House } from '../house.ts'
import type { Lang } from '../invalid.ts'
import { asks, forbidden, json, refusals, refuse, routes } from './app.ts'
import { areaOf, areaQuery } from './area.ts'

/** What a province has in years; beyond it the newest are left to a second sheet of one commune. */
const most = 5_000

const sheet = createRoute({
  method: 'get',
  path: '/v1/report-desk.csv',
  operationId: 'exportReports',
  summary: 'Reports of a place as CSV, open ones first, with their days; nothing of who reported',
  ...asks('report.list'),
  request: { query: areaQuery },
  responses: { 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } }, ...refusals },
})

const sums = createRoute({
  method: 'get',
  path: '/v1/report-desk/sums',
  operationId: 'sumReports',
  summary:
    'How a place stands to what it promised: open, late, and of ninety days received, answered, answered in time',
  ...asks('report.list'),
  request: { query: areaQuery },
  responses: {
    200: json(
      z.object({
        ...{ open: z.int(), late: z.int(), days: z.int(), received: z.int() },
        ended: z.int().openapi({ description: 'Answered or set aside' }),
        onTime: z.int(),
      }),
      'Counts',
    ),
    ...refusals,
  },
})

const words: Record<
  Lang,
  {
    head: string[]
    kinds: Record<Report['kind'], string>
    states: Record<Report['state'], string>
    outcomes: Record<Extract<ReportFact, { is: 'answered' }>['outcome'], string>
    late: string
  }
> = {
  vi: {
    head: [
      'Số báo',
      'Điều được báo',
      'Đang ở đâu',
      'Nhận ngày',
      'Hẹn trả lời',
      'Trả lời ngày',
      'Quá hẹn',
      'Kết quả',
      'Xem lại',
      'Món',
      'Lô',
      'Tem',
      'Cơ sở',
      'Xã, phường',
    ],
    kinds: {
      fake: 'Tem giả',
      opened: 'Gói đã mở',
      unsafe: 'Hỏng, không an toàn',
      wrong: 'Thông tin sai',
      trade: 'Giao dịch',
      other: 'Khác',
    },
    states: {
      received: 'Chờ nhận',
      taken: 'Đang xem',
      answered: 'Đã trả lời',
      'set-aside': 'Gác lại',
      withdrawn: 'Rút lại',
      closed: 'Khép lại',
    },
    outcomes: {
      true: 'Đúng như báo',
      untrue: 'Không phải vậy',
      unclear: 'Chưa nói chắc',
      'handed-on': 'Chuyển nơi khác',
    },
    late: 'quá hẹn',
  },
  en: {
    head: [
      'Number',
      'What',
      'State',
      'Received',
      'Answer by',
      'Answered',
      'Late',
      'Outcome',
      'Asked again',
      'Product',
      'Lot',
      'Stamp',
      'Maker',
      'Commune',
    ],
    kinds: {
      fake: 'Fake stamp',
      opened: 'Opened',
      unsafe: 'Spoiled or unsafe',
      wrong: 'Wrong information',
      trade: 'Trade',
      other: 'Other',
    },
    states: {
      received: 'Waiting',
      taken: 'Being looked at',
      answered: 'Answered',
      'set-aside': 'Set aside',
      withdrawn: 'Withdrawn',
      closed: 'Closed',
    },
    outcomes: { true: 'As reported', untrue: 'Not so', unclear: 'Not certain', 'handed-on': 'Passed on' },
    late: 'late',
  },
}

const dayOf = (iso: string) => dayIn(new Date(iso))

/** An answer after its day was late, as one that is still to come is. */
function rowOf(it: Report, lang: Lang, today: string): string[] {
  const said = words[lang]
  const first = firstAnswer(it)
  const last = it.trail.findLast((fact) => fact.is === 'answered')
  const late = isLate(it, today) || first?.onTime === false
  return [
    ...[sayReportNumber(it.number), said.kinds[it.kind], said.states[it.state], dayOf(it.at), it.due],
    ...[first?.day ?? '', late ? said.late : '', last ? said.outcomes[last.outcome] : ''],
    ...[
      it.reopened ? 'x' : '',
      it.goods?.name ?? it.stranger ?? '',
      it.lot ?? '',
      it.serial ? humanSerial(it.serial) : '',
    ],
    ...[it.goods?.makerName ?? '', it.goods ? sayCommune(it.goods.commune, lang) : ''],
  ]
}

/** Reports of a place, open ones first; of the ended ones those that moved since an instant. */
async function reportsOf(
  { table }: House,
  area: { province: string; commune?: string },
  today: string,
  since = '',
): Promise<Report[]> {
  const found: Report[] = []
  for (const only of ['open', 'done'] as const) {
    let after: Item | undefined
    do {
      const page = await listPlaceReports(table, area, { only, today, person: '' }, 200, after)
      found.push(...page.items)
      const last = page.items.at(-1)?.trail.at(-1)?.at ?? ''
      after = only === 'done' && last < since ? undefined : page.next
    } while (after && found.length < most)
  }
  return found
}

const days = 90

export const reportSheet = () =>
  routes()
    .openapi(sheet, async (c) => {
      const { house, lang } = c.var
      const area = areaOf(c, c.req.valid('query'))
      const no = forbidden(c, 'report.list', area)
      if (no) return refuse(c, no)
      const today = dayIn(house.now())
      const rows = (await reportsOf(house, area, today)).map((it) => rowOf(it, lang, today))
      return c.body(writeCsv([words[lang].head, ...rows]), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="bao-${area.commune ?? area.province}-${today}.csv"`,
      })
    })
    .openapi(sums, async (c) => {
      const { house } = c.var
      const area = areaOf(c, c.req.valid('query'))
      const no = forbidden(c, 'report.list', area)
      if (no) return refuse(c, no)
      const today = dayIn(house.now())
      const since = new Date(house.now().getTime() - (days + 1) * 86_400_000).toISOString()
      return c.json(sumReports(await reportsOf(house, area, today, since), today, days), 200)
    })
