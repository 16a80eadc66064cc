import { certificate } from '@nguon/listing/certificate'
import { group, picture, price } from '@nguon/listing/product'
import { display } from '@nguon/trace/display'
import { step } from '@nguon/trace/history'
import { lotDraft } from '@nguon/trace/lot'
import { lotScans } from '@nguon/trace/lot-scans'
import { itemsSaid } from '@nguon/trace/passport-items'
import { readRuns, writeRuns } from '@nguon/trace/runs'
import { forgetScans, recall, scanDays, stampState } from '@nguon/trace/scan'
import * as z from 'zod'
import { lotScansKey, passportKey, scanKey, stampKey } from './key.ts'
import { type Belief, bare, put, read, readItems, type Table, write } from './table.ts'

const faceFields = ['card', 'maker', 'certificates', 'steps', 'early', 'said', 'lot', 'example'] as const

/** Each recall of a lot stands in a field of its own, so that two at once do not write over each other. */
export const recallField = (id: string): string => `recall:${id}`
const openRecalls = (item: Record<string, unknown>): object => {
  const recalls = Object.entries(item).flatMap(([name, it]) => (name.startsWith('recall:') ? [it] : []))
  return recalls.length > 0 ? { ...item, recalls } : item
}

/**
 * What the projection owns stands in the record as one text. A table hands the fields of a map in any order, and reading them one by
 * one took three times as long as reading the text; records of before are still read as they are.
 */
const openFace = (item: unknown): unknown => {
  const { face, ...rest } = item as { face?: unknown }
  const recalled = openRecalls(rest)
  return typeof face === 'string' ? { ...recalled, ...(JSON.parse(face) as object) } : item
}
const foldFace = (face: PassportFace): string =>
  JSON.stringify(Object.fromEntries(faceFields.map((field) => [field, face[field]])))

/**
 * Everything the public page of a lot needs, in one record: the projection keeps `card`, `maker`, `certificates` and `steps`
 * current, the stamp commands keep `segments` (written short: trace/runs) and `displays`, recalls set `recalls`.
 */
export const passport = z.preprocess(
  openFace,
  z.object({
    product: z.string(),
    lot: lotDraft.pick({ lot: true, made: true, expires: true, quantity: true }).strip(),
    card: z.object({
      name: z.string(),
      nameEn: z.string().optional(),
      group,
      drawing: z.string(),
      picture: picture.optional(),
      price,
      pack: z.string().optional(),
      gtin: z.string().optional(),
      brand: z.string().optional(),
      standard: z.string().optional(),
      ingredients: z.string().optional(),
      story: z.string().optional(),
      storyEn: z.string().optional(),
      state: z.enum(['draft', 'submitted', 'published', 'paused', 'withdrawn']),
    }),
    maker: z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      commune: z.string(),
      communeName: z.string(),
      provinceName: z.string(),
      phone: z.string().optional(),
      address: z.string().optional(),
    }),
    certificates: z.array(certificate),
    steps: z.array(step),
    /** Harvests that turned out to be inside a spray's waiting time: `from` is the first day it would have been allowed. */
    early: z
      .array(
        z.object({
          harvest: z.string(),
          day: z.iso.date(),
          sprayed: z.iso.date(),
          name: z.string(),
          days: z.int(),
          from: z.iso.date(),
        }),
      )
      .optional(),
    /** Who stands behind each of the ten items. */
    said: itemsSaid.optional(),
    /** Not public yet: an item it must have was missing from the start. Once public, it stays so: stamps are out. */
    hidden: z.boolean().optional(),
    segments: z.string().transform(readRuns),
    version: z.int().nonnegative(),
    recalls: z.array(recall).optional(),
    displays: z.array(display).optional(),
    example: z.boolean().optional(),
  }),
)
export type Passport = z.infer<typeof passport>
/** What the projection owns of a passport. */
export type PassportFace = Omit<Passport, 'segments' | 'version' | 'recalls' | 'displays' | 'hidden'>

export const readPassport = (table: Table, product: string, lot: string) =>
  read(table, passportKey(product, lot), passport)

/**
 * The passport of a lot, how its stamps are scanned, and what earlier scans said of one stamp: the single read of a scan. Eventually
 * consistent, which halves its price: a range activated or voided is seen by a scan a moment later, as a rule within a second.
 * Where a keeper looks, `readPassport` is strong.
 */
export async function readScanned(table: Table, product: string, lot: string, serial: string) {
  const keys = [passportKey(product, lot), lotScansKey(product, lot), stampKey(product, serial)]
  const [page, scans, stamp] = await readItems(table, keys, { lately: true })
  return {
    passport: page && passport.parse(bare(page)),
    scans: scans && lotScans.parse(bare(scans)),
    stamp: stamp && forgetScans(stampState.parse(bare(stamp)), table.now()),
  }
}

/** One scan, once for each device and hour, gone after 180 days: the single write of a scan. Repeated, it changes nothing; false where it was counted already. */
export function addScan(
  table: Table,
  scan: { product: string; serial: string; lot: string; hour: string; device: string; province?: string },
): Promise<boolean> {
  const { product, serial, hour, device } = scan
  const believing: Belief = { expression: 'attribute_not_exists(pk)' }
  const ttl = Math.floor(Date.parse(`${hour}:00:00Z`) / 1000) + scanDays * 86_400
  return put(table, { ...scanKey(product, serial, hour, device), ...scan, ttl }, believing)
}

export function passportItem(it: Passport) {
  const { product, segments, version, recalls, displays, hidden } = it
  const own = { product, segments: writeRuns(segments), version, displays, hidden }
  const called = Object.fromEntries((recalls ?? []).map((it) => [recallField(it.id), it]))
  return { ...passportKey(product, it.lot.lot), ...own, ...called, face: foldFace(it) }
}

/** Writes what the projection owns of a passport and leaves the rest: stamps and recall belong to others. `whole`: it has all it must have, and is public from now on. */
export async function keepFace(table: Table, face: PassportFace, whole: boolean): Promise<boolean> {
  const done = await write(table, [
    {
      change: passportKey(face.product, face.lot.lot),
      set: `SET #face = :face${whole ? ' REMOVE #hidden' : ''}`,
      names: { '#face': 'face', ...(whole ? { '#hidden': 'hidden' } : {}) },
      values: { ':face': foldFace(face) },
      believing: { expression: 'attribute_exists(pk)' },
    },
  ])
  return done.written
}
