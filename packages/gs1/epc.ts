import { checkDigit } from './check-digit.ts'
import {
  type DigitalLinkRefusal,
  escaped,
  type Pair,
  readDigitalLink,
  unescaped,
  writeDigitalLink,
} from './digital-link.ts'

export type EpcRefusal =
  | DigitalLinkRefusal
  | { code: 'epc/not-a-urn'; text: string }
  | { code: 'epc/unknown-scheme'; scheme: string }
  | { code: 'epc/bad-parts'; urn: string }
  | { code: 'epc/no-urn'; key: string }
  | { code: 'epc/prefix-length'; length: number }

/**
 * How an EPC URN (Tag Data Standard 2.0, section 6) lies in a GS1 key. `digits` is the length of company prefix and
 * reference together, check digit not counted; absent where the reference is free text. `indicator`: the reference's
 * first digit goes before the prefix. `extra` fields follow inside the key. `serial` says where the last field goes.
 */
type Scheme = {
  form: 'id' | 'class'
  ai: string
  digits?: number
  indicator?: true
  lead?: string
  extra?: number
  serial?: { in: 'key' } | { in: 'qualifier'; ai: string; none?: string }
}

const schemes: Readonly<Record<string, Scheme>> = {
  sgtin: { form: 'id', ai: '01', digits: 13, indicator: true, serial: { in: 'qualifier', ai: '21' } },
  upui: { form: 'id', ai: '01', digits: 13, indicator: true, serial: { in: 'qualifier', ai: '235' } },
  lgtin: { form: 'class', ai: '01', digits: 13, indicator: true, serial: { in: 'qualifier', ai: '10' } },
  itip: { form: 'id', ai: '8006', digits: 13, indicator: true, extra: 2, serial: { in: 'qualifier', ai: '21' } },
  sscc: { form: 'id', ai: '00', digits: 17, indicator: true },
  sgln: { form: 'id', ai: '414', digits: 12, serial: { in: 'qualifier', ai: '254', none: '0' } },
  pgln: { form: 'id', ai: '417', digits: 12 },
  grai: { form: 'id', ai: '8003', digits: 12, lead: '0', serial: { in: 'key' } },
  gdti: { form: 'id', ai: '253', digits: 12, serial: { in: 'key' } },
  sgcn: { form: 'id', ai: '255', digits: 12, serial: { in: 'key' } },
  gsrn: { form: 'id', ai: '8018', digits: 17 },
  gsrnp: { form: 'id', ai: '8017', digits: 17 },
  gsin: { form: 'id', ai: '402', digits: 16 },
  giai: { form: 'id', ai: '8004' },
  ginc: { form: 'id', ai: '401' },
  cpi: { form: 'id', ai: '8010', serial: { in: 'qualifier', ai: '8011' } },
}

/** The GS1 key and qualifiers an EPC URN names; `idpat` with `*` for the serial names the class. */
export function readUrn(urn: string): { key: Pair; qualifiers: Pair[] } | EpcRefusal {
  const [, form, name = '', body = ''] = /^urn:epc:(id|class|idpat):([a-z]+):(.*)$/.exec(urn) ?? []
  if (!form) return { code: 'epc/not-a-urn', text: urn }
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined
  if (!scheme || (form !== 'idpat' && form !== scheme.form)) return { code: 'epc/unknown-scheme', scheme: name }

  const bad: EpcRefusal = { code: 'epc/bad-parts', urn }
  const fields = body.split('.')
  const [prefix = '', ...rest] = fields.splice(0, 2 + (scheme.extra ?? 0))
  const reference = unescaped(rest[0] ?? '')
  const last = fields.length ? unescaped(fields.join('.')) : undefined
  if (!/^\d{4,12}$/.test(prefix) || reference === undefined || rest.length !== 1 + (scheme.extra ?? 0)) return bad
  if (scheme.serial ? !last : fields.length > 0) return bad
  if (form === 'idpat' && (last !== '*' || !scheme.serial)) return bad

  let value = prefix + reference
  if (scheme.digits) {
    if (!/^\d*$/.test(reference) || value.length !== scheme.digits) return bad
    if (scheme.indicator) value = reference.charAt(0) + prefix + reference.slice(1)
    value = (scheme.lead ?? '') + value + checkDigit(value) + rest.slice(1).join('')
  }
  const serial = form === 'idpat' ? undefined : last
  const { ai } = scheme
  if (scheme.serial?.in !== 'qualifier') return { key: { ai, value: value + (serial ?? '') }, qualifiers: [] }
  const named = serial !== undefined && serial !== scheme.serial.none
  return { key: { ai, value }, qualifiers: named ? [{ ai: scheme.serial.ai, value: serial }] : [] }
}

const urnEscaped = (text: string): string => text.replace(/["#%&/<>?]/g, (sign) => encodeURIComponent(sign))

/**
 * The EPC URN of a key, given how many digits its company prefix has: the key alone does not tell.
 * A class without a serial becomes an `idpat` with `*`.
 */
export function writeUrn(
  { key, qualifiers }: { key: Pair; qualifiers: readonly Pair[] },
  prefixLength: number,
): string | EpcRefusal {
  if (!(prefixLength >= 4 && prefixLength <= 12)) return { code: 'epc/prefix-length', length: prefixLength }
  const [qualifier] = qualifiers.filter((pair) => identifying.has(pair.ai)).slice(-1)
  const candidates = Object.entries(schemes).filter(([, { ai }]) => ai === key.ai)
  const [name, scheme] =
    candidates.find(([, { serial }]) => serial?.in === 'qualifier' && serial.ai === qualifier?.ai) ??
    (qualifier ? [] : (candidates[0] ?? []))
  if (!name || !scheme) return { code: 'epc/no-urn', key: key.ai }

  let [head, tail, extra] = [key.value, '', [] as string[]]
  if (scheme.digits) {
    const digits = key.value.slice(scheme.lead?.length ?? 0)
    tail = digits.slice(scheme.digits + 1)
    if (scheme.extra) [extra, tail] = [[tail.slice(0, 2), tail.slice(2)], '']
    head = digits.slice(0, scheme.digits)
    if (scheme.indicator) head = head.slice(1, 1 + prefixLength) + head.charAt(0) + head.slice(1 + prefixLength)
  }
  const none = scheme.serial?.in === 'qualifier' ? scheme.serial.none : undefined
  const serial = (scheme.serial?.in === 'key' ? tail : qualifier?.value) || none
  const fields = [head.slice(0, prefixLength), urnEscaped(head.slice(prefixLength)), ...extra]
  if (!scheme.serial) return `urn:epc:${scheme.form}:${name}:${fields.join('.')}`
  if (!serial) return `urn:epc:idpat:${name}:${[...fields, '*'].join('.')}`
  return `urn:epc:${scheme.form}:${name}:${[...fields, urnEscaped(serial)].join('.')}`
}

// EPCIS 2.0 (8.9) constrains Digital Links to what an EPC can say: no variant, and no lot beside a serial.
const identifying: ReadonlySet<string> = new Set(['10', '21', '235', '254', '8011'])

/**
 * The constrained canonical link, `https://id.gs1.org/…`, of an EPC URN or of any Digital Link, old spellings too.
 * This is what EPCIS compares and hashes.
 */
export function canonicalLink(text: string): string | EpcRefusal {
  if (text.startsWith('urn:')) {
    const parts = readUrn(text)
    return 'code' in parts ? parts : writeDigitalLink(parts, { canonical: true })
  }
  const link = readDigitalLink(text, { allowOld: true })
  if ('code' in link) return link
  const kept = link.qualifiers.filter((pair) => identifying.has(pair.ai)).slice(-1)
  return `https://id.gs1.org${[link.key, ...kept].map(({ ai, value }) => `/${ai}/${escaped(value)}`).join('')}`
}
