import { isPublic, lotsInForce, type RecallCase, type RecallReach } from '@nguon/trace/recall'
import { sheetTime } from '../csv.ts'
import type { Lang } from '../invalid.ts'

type Row = (string | number)[]

const words = {
  vi: {
    head: ['Mục', 'Nội dung', 'Ai', 'Lúc (UTC+7)'],
    ...{ recall: 'Lần thu hồi', product: 'Món', maker: 'Cơ sở', reason: 'Lý do', advice: 'Lời dặn', contact: 'Hỏi ai' },
    ...{ proposed: 'Đề nghị', confirmed: 'Xác nhận', refused: 'Không thu hồi', withdrawn: 'Rút lại' },
    ...{
      lifted: 'Bỏ lô ra',
      counted: 'Báo số',
      closed: 'Kết thúc',
      lot: 'Lô',
      inForce: 'đang thu hồi',
      out: 'đã bỏ ra',
    },
    ...{ made: 'Đã làm ra', returned: 'Đã thu về', destroyed: 'Đã hủy', mended: 'Đã khắc phục' },
    ...{ begin: 'lúc xác nhận', end: 'lúc kết thúc', issued: 'Tem đã phát hành', active: 'Tem đã dán' },
    ...{ scanned: 'Tem đã quét (một phần tư)', place: 'Lượt quét ở tỉnh', orders: 'Đơn đã bán', least: 'ít nhất' },
  },
  en: {
    head: ['What', 'Content', 'Who', 'When (UTC+7)'],
    ...{ recall: 'Recall', product: 'Product', maker: 'Maker', reason: 'Reason', advice: 'Advice', contact: 'Contact' },
    ...{ proposed: 'Proposed', confirmed: 'Confirmed', refused: 'Refused', withdrawn: 'Taken back' },
    ...{
      lifted: 'Lots taken out',
      counted: 'Counted',
      closed: 'Finished',
      lot: 'Lot',
      inForce: 'recalled',
      out: 'out',
    },
    ...{ made: 'Made', returned: 'Came back', destroyed: 'Destroyed', mended: 'Put right' },
    ...{ begin: 'when confirmed', end: 'when finished', issued: 'Stamps issued', active: 'Stamps stuck on' },
    ...{ scanned: 'Stamps scanned (of a quarter)', place: 'Scans in province', orders: 'Orders', least: 'at least' },
  },
} satisfies Record<Lang, object>

function reachRows(reach: RecallReach, when: string, lang: Lang): Row[] {
  const w = words[lang]
  const { stamps, scans, orders } = reach
  return [
    [`${w.issued}, ${when}`, stamps.issued],
    [`${w.active}, ${when}`, stamps.activated],
    [`${w.scanned}, ${when}`, scans.stamps],
    ...Object.entries(scans.provinces).map(([code, n]): Row => [`${w.place} ${code}, ${when}`, n]),
    [`${w.orders}, ${when}`, orders.atLeast ? `${w.least} ${orders.count}` : orders.count],
  ]
}

/** The closing report of a recall as rows, in the reader's language: what anybody would ask of it a year later. */
export function reportRows(it: RecallCase, lang: Lang): Row[] {
  const w = words[lang]
  const deed = (what: string, text: string, { by, at }: { by: { name: string }; at: string }): Row => [
    ...[what, text, by.name, sheetTime(at)],
  ]
  const rows: Row[] = [
    w.head,
    ...[[w.recall, it.id] as Row, [w.product, `${it.name} (${it.product})`], [w.maker, it.makerName]],
    ...[[w.reason, it.reason] as Row, [w.advice, it.advice], [w.contact, it.contact]],
    deed(w.proposed, '', it.proposed),
  ]
  if (it.state === 'refused') rows.push(deed(w.refused, it.refused.why, it.refused))
  if (it.state === 'withdrawn') rows.push(deed(w.withdrawn, '', it.withdrawn))
  if (!isPublic(it)) return rows
  const held = new Set(lotsInForce(it))
  rows.push(
    deed(w.confirmed, '', it.confirmed),
    ...it.lifted.map((one) => deed(w.lifted, `${one.lots.join(', ')}: ${one.why}`, one)),
    ...(it.count ? [deed(w.counted, '', it.count)] : []),
    ...(it.state === 'closed' ? [deed(w.closed, it.closed.summary, it.closed)] : []),
    ...(['made', 'returned', 'destroyed', 'mended'] as const).map((name): Row => [w[name], it.count?.[name] ?? '']),
    ...reachRows(it.reach, w.begin, lang),
    ...(it.state === 'closed' ? reachRows(it.closed.reach, w.end, lang) : []),
    ...it.lots.map((lot): Row => [w.lot, lot, held.has(lot) ? w.inForce : w.out]),
  )
  return rows
}
