import type { Ready } from './house.ts'
import type { ReadyReport } from './platform.ts'

const roles = {
  household: 'Hộ sản xuất · Household',
  officer: 'Cán bộ xã · Officer',
  operator: 'Điều hành · Operator',
} as const

/** What a newcomer opens first. `colour` only where a person is looking. */
export function banner({ origin, stamp, product, people, inbox }: ReadyReport, qr: Ready['qr'], colour: boolean) {
  const bold = (text: string) => (colour ? `\x1b[1m${text}\x1b[0m` : text)
  const link = (text: string) => (colour ? `\x1b[36m${text}\x1b[0m` : text)
  const line = (name: string, value: string) => `  ${name.padEnd(28)} ${value}`
  const named = Object.entries(roles) as [keyof typeof roles, string][]
  return [
    '',
    bold('  Nguồn đang chạy · Nguồn is running'),
    '',
    line('Cửa hàng · Shop', link(`${origin}/`)),
    ...(product ? [line('Một sản phẩm · A product', link(`${origin}${product.path}`))] : []),
    ...(stamp ? [line('Một con tem · A stamp', link(stamp.link))] : []),
    ...(stamp && qr ? ['', ...rows(qr(colour)), ''] : []),
    line('Đăng nhập · Log in', link(`${origin}/vao`)),
    ...named.flatMap(([role, name]) => (people[role] ? [line(`  ${name}`, people[role].phone)] : [])),
    line('Mã và tin nhắn · Messages', link(inbox)),
    line('API', link(`${origin}/docs`)),
    '',
    '  Dừng: Ctrl-C · Làm lại từ đầu: npm run reset  |  Stop: Ctrl-C · Begin again: npm run reset',
    '',
  ].join('\n')
}

const rows = (drawing: string): string[] =>
  drawing
    .trimEnd()
    .split('\n')
    .map((row) => `  ${row}`)
