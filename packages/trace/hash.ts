import { createHash } from 'node:crypto'
import { canonicalLink } from '@nguon/gs1/epc'
import type { EpcisEvent } from './event.ts'

/** Prefixes an event may use without declaring them: the official EPCIS 2.0 context declares them. */
const known = {
  gs1: 'https://gs1.org/voc/',
  cbv: 'https://ref.gs1.org/cbv/',
  epcis: 'https://ref.gs1.org/epcis/',
  cbvmda: 'urn:epcglobal:cbv:mda:',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  owl: 'http://www.w3.org/2002/07/owl#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dcterms: 'http://purl.org/dc/terms/',
}
type Prefixes = Readonly<Record<string, string>>

/** Never part of the hash: what the server adds, the hash itself, and what is said about the event afterwards. */
const outside = new Set(['@context', 'type', 'recordTime', 'eventID', 'errorDeclaration', 'rdfs:comment', 'comment'])

/** URN vocabularies of CBV 1 and their web addresses. */
const vocabularies: [urn: string, web: string][] = [
  ['urn:epcglobal:cbv:bizstep:', 'https://ref.gs1.org/cbv/BizStep-'],
  ['urn:epcglobal:cbv:disp:', 'https://ref.gs1.org/cbv/Disp-'],
  ['urn:epcglobal:cbv:btt:', 'https://ref.gs1.org/cbv/BTT-'],
  ['urn:epcglobal:cbv:sdt:', 'https://ref.gs1.org/cbv/SDT-'],
  ['urn:epcglobal:cbv:er:', 'https://ref.gs1.org/cbv/ER-'],
]
const voc = known.gs1
const cbv = known.cbv

type Field =
  | { is: 'text'; word?: string }
  | { is: 'time' }
  | { is: 'list'; of: string; word?: string }
  | { is: 'group'; fields: Fields }
  | { is: 'groups'; of?: string; fields: Fields }
  | { is: 'typed'; of: string; word: string }
  | { is: 'own' }
type Fields = readonly (readonly [name: string, field: Field])[]

const text = (word?: string): Field => (word === undefined ? { is: 'text' } : { is: 'text', word })
const time: Field = { is: 'time' }
const epcs: Field = { is: 'list', of: 'epc' }
const quantities: Field = {
  is: 'groups',
  of: 'quantityElement',
  fields: [
    ['epcClass', text()],
    ['quantity', text()],
    ['uom', text()],
  ],
}
const place: Field = { is: 'group', fields: [['id', text()]] }
const plainly = (...names: string[]): Fields => names.map((name) => [name, text()] as const)

/**
 * The canonical property order. CBV 2.0 prints it with `sensorElementList` last and sources before destinations, and without `certificationInfo`;
 * the reference implementation (RalphTro/epcis-event-hash-generator) and all published hashes have it as it stands here.
 */
const order: Fields = [
  ['eventTime', time],
  ['eventTimeZoneOffset', text()],
  ['certificationInfo', text()],
  ['parentID', text()],
  ['epcList', epcs],
  ['inputEPCList', epcs],
  ['childEPCs', epcs],
  ['quantityList', quantities],
  ['childQuantityList', quantities],
  ['inputQuantityList', quantities],
  ['outputEPCList', epcs],
  ['outputQuantityList', quantities],
  ['action', text()],
  ['transformationID', text()],
  ['bizStep', text(`${cbv}BizStep-`)],
  ['disposition', text(`${cbv}Disp-`)],
  [
    'persistentDisposition',
    {
      is: 'group',
      fields: [
        ['set', text(`${cbv}Disp-`)],
        ['unset', text(`${cbv}Disp-`)],
      ],
    },
  ],
  ['readPoint', place],
  ['bizLocation', place],
  [
    'sensorElementList',
    {
      is: 'groups',
      of: 'sensorElement',
      fields: [
        [
          'sensorMetadata',
          {
            is: 'group',
            fields: [
              ['time', time],
              ['startTime', time],
              ['endTime', time],
              ...plainly('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'),
            ],
          },
        ],
        [
          'sensorReport',
          {
            is: 'groups',
            fields: [
              ['type', text(voc)],
              ['exception', text(voc)],
              ...plainly('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod'),
              ['time', time],
              ...plainly('microorganism', 'chemicalSubstance', 'value'),
              ['component', text(`${cbv}Comp-`)],
              ...plainly(
                'stringValue',
                'booleanValue',
                'hexBinaryValue',
                'uriValue',
                'minValue',
                'maxValue',
                'meanValue',
              ),
              ...plainly('sDev', 'percRank', 'percValue', 'uom', 'coordinateReferenceSystem'),
            ],
          },
        ],
      ],
    },
  ],
  ['bizTransactionList', { is: 'typed', of: 'bizTransaction', word: `${cbv}BTT-` }],
  ['destinationList', { is: 'typed', of: 'destination', word: `${cbv}SDT-` }],
  ['ilmd', { is: 'own' }],
  ['sourceList', { is: 'typed', of: 'source', word: `${cbv}SDT-` }],
]

/** Lists within lists are one list; checked events are not deeper than this. */
const deepest = 32
const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const each = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])
/** By code point, as UTF-8 bytes sort; JavaScript's own order differs beyond U+FFFF. */
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const sorted = (parts: string[]) => parts.sort(byBytes).join('')

/** UTC with three decimals, the third rounded by the fourth. */
function instant(value: string): string {
  const [, whole, decimals = '', zone] = /^(.*?T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(.*)$/i.exec(value.trim()) ?? []
  const ms = Date.parse(`${whole}${zone}`)
  if (Number.isNaN(ms)) return value.trim()
  const rounded = Number(decimals.slice(0, 3).padEnd(3, '0')) + ((decimals[3] ?? '0') >= '5' ? 1 : 0)
  return new Date(ms + rounded).toISOString()
}

/** A number without sign, leading or trailing zeros it does not need; digit by digit, so that long ones lose nothing. Other text stays. */
function amount(said: string): string {
  const [, sign, whole = '', decimals = '', power] = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(e[+-]?\d+)?$/i.exec(said) ?? []
  if (sign === undefined) return said
  if (power !== undefined) {
    const value = Number(said)
    if (!Number.isFinite(value)) return said
    return Number.isInteger(value) ? BigInt(value).toString() : String(value)
  }
  const digits = [whole.replace(/^0+(?=\d)/, '') || '0', decimals.replace(/0+$/, '')]
    .filter((part) => part !== '')
    .join('.')
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}

/** Makes the canonical string of one event with its prefixes at hand. */
function writer(prefixes: Prefixes) {
  const expanded = (value: string, open = '', close = '') => {
    const colon = value.indexOf(':')
    const namespace =
      colon > 0 && Object.hasOwn(prefixes, value.slice(0, colon)) ? prefixes[value.slice(0, colon)] : undefined
    return namespace === undefined ? value : `${open}${namespace}${close}${value.slice(colon + 1)}`
  }
  const canonical = (value: unknown, word?: string): string => {
    const said = amount(String(value).trim())
    if (word !== undefined && !said.includes(':')) return word + said
    const [urn, web] = vocabularies.find(([urn]) => said.startsWith(urn)) ?? []
    const whole = urn && web ? web + said.slice(urn.length) : expanded(said)
    const link = canonicalLink(whole)
    // An apostrophe is not among the signs a canonical link must escape, and published hashes have it bare.
    return typeof link === 'string' ? link.replaceAll('%27', "'") : whole
  }
  const pair = (name: string, value: unknown, word?: string) => {
    if (value === undefined || value === null || value === '') return ''
    return `${name}=${canonical(value, word)}`
  }
  const own = (name: string, value: unknown): string => {
    const named = expanded(name, '{', '}')
    return isGroup(value) ? named + owns(value) : pair(named, value) || named
  }
  /** Extension elements, at any depth: `{namespace}name=value`, each level sorted. */
  const owns = (
    group: Record<string, unknown>,
    skip: (name: string) => boolean = (name) => outside.has(name) && name !== 'type',
  ) =>
    sorted(
      Object.entries(group).flatMap(([name, value]) =>
        skip(name) ? [] : [value].flat(deepest).map((one) => own(name, one)),
      ),
    )

  const field = (name: string, value: unknown, rule: Field): string => {
    if (value === undefined || value === null) return ''
    switch (rule.is) {
      case 'text':
        return sorted(each(value).map((one) => pair(name, one, rule.word)))
      case 'time':
        return `${name}=${instant(String(value))}`
      case 'list':
        return titled(
          name,
          each(value).map((one) => pair(rule.of, one)),
        )
      case 'group':
        return isGroup(value) ? titled(name, [fields(value, rule.fields)]) : ''
      case 'groups': {
        const parts = each(value)
          .filter(isGroup)
          .map((one) => (rule.of ?? name) + fields(one, rule.fields))
        return rule.of ? titled(name, parts) : sorted(parts)
      }
      case 'typed':
        return titled(
          name,
          each(value)
            .filter(isGroup)
            .map((one) => pair('type', one.type, rule.word) + pair(rule.of, one[rule.of])),
        )
      case 'own':
        return isGroup(value) ? name + owns(value) : ''
    }
  }
  const titled = (name: string, parts: string[]) => (parts.every((part) => part === '') ? '' : name + sorted(parts))
  const fields = (group: Record<string, unknown>, rules: Fields, skip?: (name: string) => boolean): string =>
    rules.map(([name, rule]) => field(name, group[name], rule)).join('') +
    owns(group, (name) => (skip?.(name) ?? false) || rules.some(([ruled]) => ruled === name))
  return fields
}

/** The prefixes declared in a JSON-LD context, the event's own over the document's. Nothing is fetched. */
export function prefixesOf(...contexts: unknown[]): Prefixes {
  const declared = contexts
    .flatMap((context) => each(context).filter(isGroup))
    .flatMap((group) => Object.entries(group))
  return { ...known, ...Object.fromEntries(declared.filter(([, value]) => typeof value === 'string')) } as Prefixes
}

/** The canonical string an event is hashed over (CBV 2.0, 8.9). `context` is the document's; `ignore` names fields a document told to leave out. */
export function eventText(event: EpcisEvent, context?: unknown, ignore: readonly string[] = []): string {
  const write = writer(prefixesOf(context, event['@context']))
  return `eventType=${event.type}${write(event, order, (name) => outside.has(name) || ignore.includes(name))}`
}

/**
 * CBV 2.0's event hash, `ni:///sha-256;…?ver=CBV2.0`: the same for every way of writing the same event, and for an error declaration and the event it takes back.
 * It is a fingerprint, not a signature, and a lot beside a serial is not part of it.
 */
export function eventHash(event: EpcisEvent, context?: unknown, ignore?: readonly string[]): string {
  return `ni:///sha-256;${createHash('sha256')
    .update(eventText(event, context, ignore))
    .digest('hex')}?ver=CBV2.0`
}
