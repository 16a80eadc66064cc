import { ceiling } from '@nguon/trade/money'

/*
 * VietQR: NAPAS's profile of the EMVCo merchant QR (EMV QRCPS 1.1). A text of fields, each two digits of id, two digits
 * of length and the value; field 38 names the account, the last field is a checksum over everything before its value.
 */
const napas = 'A000000727'
const toAccount = 'QRIBFTTA'
const toCard = 'QRIBFTTC'

export type Transfer = { bin: string; account: string; dong?: number; reference?: string }

export type VietQr = {
  bin: string
  account: string
  to: 'account' | 'card'
  dong?: number
  purpose?: string
  bill?: string
}

export type VietQrRefusal =
  | { code: 'vietqr/length'; at: number }
  | { code: 'vietqr/crc'; found: string; wanted: string }
  | { code: 'vietqr/repeated'; field: string }
  | { code: 'vietqr/not-vietqr' }
  | { code: 'vietqr/field'; field: string; found: string }

/** CRC-16/CCITT-FALSE over the text's UTF-8 bytes, four capital hex digits. `123456789` gives `29B1`. */
export function crcOf(text: string): string {
  let crc = 0xffff
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

const field = (id: string, value: string): string => `${id}${String(value.length).padStart(2, '0')}${value}`

const rules: Record<keyof Transfer, (value: string) => boolean> = {
  bin: (value) => /^\d{6}$/.test(value),
  account: (value) => /^[A-Za-z0-9]{1,19}$/.test(value),
  dong: (value) => /^[1-9]\d*$/.test(value) && Number(value) <= ceiling,
  reference: (value) => /^[A-Z0-9 ]{1,25}$/.test(value),
}

/**
 * The text of a VietQR for a transfer to an account, with the amount and the words already in it.
 * Banks rewrite the words, so only a reference goes there: capitals, digits and spaces, at most 25.
 * Throws a RangeError on values a bank could not carry: they are parsed long before.
 */
export function writeVietQr(transfer: Transfer): string {
  for (const [name, value] of Object.entries(transfer))
    if (value !== undefined && !rules[name as keyof Transfer](String(value)))
      throw new RangeError(`a VietQR cannot carry ${name} "${value}"`)
  const { bin, account, dong, reference } = transfer
  const text = [
    field('00', '01'),
    field('01', dong === undefined ? '11' : '12'), // 11 is used many times, 12 once
    field('38', field('00', napas) + field('01', field('00', bin) + field('01', account)) + field('02', toAccount)),
    field('53', '704'),
    dong === undefined ? '' : field('54', String(dong)),
    field('58', 'VN'),
    reference === undefined ? '' : field('62', field('08', reference)),
    '6304',
  ].join('')
  return text + crcOf(text)
}

/** Fields by id. Lengths must fill the text exactly and no id may come twice: of two readers each would take another one. */
function fieldsOf(text: string, start: number): Map<string, string> | VietQrRefusal {
  const fields = new Map<string, string>()
  for (let at = 0; at < text.length; ) {
    const head = /^(\d{2})(\d{2})/.exec(text.slice(at, at + 4))
    const value = text.slice(at + 4, at + 4 + Number(head?.[2] ?? 0))
    if (!head || value.length !== Number(head[2])) return { code: 'vietqr/length', at: start + at }
    if (fields.has(head[1]!)) return { code: 'vietqr/repeated', field: head[1]! }
    fields.set(head[1]!, value)
    at += 4 + value.length
  }
  return fields
}

/** What a scanned text asks to be paid, or why it is not a VietQR a bank would take. */
export function readVietQr(text: string): VietQr | VietQrRefusal {
  const fields = fieldsOf(text, 0)
  if ('code' in fields) return fields
  if (text.slice(-8, -4) !== '6304') return { code: 'vietqr/length', at: text.length }
  const [found, wanted] = [text.slice(-4).toUpperCase(), crcOf(text.slice(0, -4))]
  if (found !== wanted) return { code: 'vietqr/crc', found, wanted }

  const merchant = fieldsOf(fields.get('38') ?? '', 0)
  if ('code' in merchant) return merchant
  if (merchant.get('00') !== napas) return { code: 'vietqr/not-vietqr' }
  const account = fieldsOf(merchant.get('01') ?? '', 0)
  if ('code' in account) return account
  const more = fieldsOf(fields.get('62') ?? '', 0)
  if ('code' in more) return more

  const wrong = wrongField([
    ['00', fields.get('00'), (value) => value === '01'],
    ['53', fields.get('53'), (value) => value === '704'],
    ['54', fields.get('54') ?? '1', rules.dong],
    ['58', fields.get('58'), (value) => value === 'VN'],
    ['38.01.00', account.get('00'), rules.bin],
    ['38.01.01', account.get('01'), rules.account],
    ['38.02', merchant.get('02'), (value) => value === toAccount || value === toCard],
  ])
  if (wrong) return wrong
  const [amount, purpose, bill] = [fields.get('54'), more.get('08'), more.get('01')]
  return {
    bin: account.get('00')!,
    account: account.get('01')!,
    to: merchant.get('02') === toCard ? 'card' : 'account',
    ...(amount !== undefined && { dong: Number(amount) }),
    ...(purpose !== undefined && { purpose }),
    ...(bill !== undefined && { bill }),
  }
}

function wrongField(
  rows: [field: string, found: string | undefined, holds: (value: string) => boolean][],
): VietQrRefusal | undefined {
  const row = rows.find(([, found, holds]) => found === undefined || !holds(found))
  return row && { code: 'vietqr/field', field: row[0], found: row[1] ?? '' }
}
