import type { EpcFormat } from '@nguon/trace/answer'
import type { MiddlewareHandler } from 'hono'
import { epcisMost } from '../door.ts'
import { type C, type Env, refuse } from './app.ts'

export const version = '2.0.0'
/** The most events of one document: each may be in another lot, and all of them are one transaction. */
export const captureMost = 20
/** Longer addresses are cut or refused on the way here. */
const uriMost = 7_000
const formats = ['Always_GS1_Digital_Link', 'No_Preference', 'Never_Translates'] as const

/** What every answer under /v1/epcis says, a refusal too: versions, and the limits of what may be sent. */
export const epcisVersions: MiddlewareHandler<Env> = async (c, next) => {
  c.header('gs1-epcis-version', version)
  c.header('gs1-cbv-version', version)
  c.header('vary', 'accept, gs1-epc-format')
  if (c.req.method === 'POST') for (const [name, value] of Object.entries(announcedLimits)) c.header(name, value)
  await next()
}

/** What is refused before any of it is read (EPCIS 2.0, 12.4). */
export const epcisDoor: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.url.length > uriMost) return refuse(c, { code: 'request/uri-too-long', most: uriMost })
  for (const standard of ['EPCIS', 'CBV']) {
    const [least, most] = [c.req.header(`gs1-${standard}-min`), c.req.header(`gs1-${standard}-max`)]
    const odd = [least, most].some((it) => it !== undefined && !/^\d+(\.\d+){0,2}$/.test(it))
    if (odd || (least && compare(least, version) > 0) || (most && compare(most, version) < 0))
      return refuse(c, {
        code: 'answer/not-acceptable',
        header: `GS1-${standard}-Min, GS1-${standard}-Max`,
        wanted: version,
      })
    const sent = c.req.header(`gs1-${standard}-version`)
    if (sent !== undefined && !/^2\.0(\.\d+)?$/.test(sent))
      return refuse(c, { code: 'capture/bad-header', header: `GS1-${standard}-Version`, wanted: version })
  }
  if (!takesJson(c.req.header('accept')))
    return refuse(c, { code: 'answer/not-acceptable', header: 'Accept', wanted: 'application/json' })
  const format = c.req.header('gs1-epc-format')
  // A URN says how long its company prefix is, and a link does not: what came as a link cannot be made one.
  if (format !== undefined && !formats.some((it) => it === format))
    return refuse(c, { code: 'answer/not-acceptable', header: 'GS1-EPC-Format', wanted: formats.join(', ') })
  return next()
}

/** How EPCs are wanted; nothing said means links. */
export const formatOf = (c: C): EpcFormat =>
  formats.find((it) => it === c.req.header('gs1-epc-format')) ?? 'Always_GS1_Digital_Link'

const takesJson = (accept: string | undefined): boolean =>
  accept === undefined ||
  accept
    .split(',')
    .some((one) =>
      /^\s*(\*\/\*|application\/(\*|json|ld\+json|problem\+json))\s*(;(?!\s*q=0(\.0*)?\s*$).*)?$/i.test(one),
    )

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number))
  for (const at of [0, 1, 2]) if ((left![at] ?? 0) !== (right![at] ?? 0)) return (left![at] ?? 0) - (right![at] ?? 0)
  return 0
}

/** What OPTIONS announces of any place under /v1/epcis, and of those that take documents. */
export const announced = {
  'gs1-epcis-version': version,
  'gs1-epcis-min': version,
  'gs1-epcis-max': version,
  'gs1-cbv-version': version,
  'gs1-cbv-min': version,
  'gs1-cbv-max': version,
  'gs1-epc-format': formats.join(', '),
  'gs1-vendor-version': '1',
} as const
export const announcedLimits = {
  'gs1-epcis-capture-limit': String(captureMost),
  'gs1-epcis-capture-file-size-limit': String(epcisMost),
  'gs1-capture-error-behaviour': 'rollback, proceed',
} as const
