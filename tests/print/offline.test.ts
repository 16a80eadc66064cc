import { quiet } from '@nguon/print/matrix'
import { type RollName, rollOf } from '@nguon/print/roll'
import { printSheets } from '@nguon/print/sheet'
import { printStrip } from '@nguon/print/strip'
import { heads, type TemplateName, templates } from '@nguon/print/template'
import { judgeOffline } from '@nguon/trace/offline'
import { offlineKeys, offlineSigner, verifyHere } from '@nguon/trace/offline-sign'
import { humanSerial, serialOf, stampKeys } from '@nguon/trace/stamp'
import { describe, expect, test } from 'vitest'
import { accepted, job, joined } from './job.ts'
import { runTspl } from './printers.ts'
import { cropLabel, openPdf, readCodes, threshold } from './raster.ts'
import { blur, harden, part } from './worn.ts'

const ring = stampKeys([{ id: 0, secret: new Uint8Array(32).fill(1) }])
const [product, lot, made, expires] = ['09520123456788', 'AT-2611', '2026-11-18', '2027-05-18']
const sign = offlineSigner(ring, 0)
/** A stamp as it is printed under an ordinary address: 159 characters, 49 modules. */
function signedStamp(index: number) {
  const serial = serialOf(ring, product, index)
  const link = `HTTPS://ID.NGUON.VN/01/${product}/10/${lot}/21/${serial}`
  return { link: sign(link, { product, lot, serial, made, expires }), human: humanSerial(serial) }
}
const judge = (link: string) => judgeOffline(link, offlineKeys(ring), '2026-11-28', verifyHere)
const given = { ...job, stamp: signedStamp, first: 1, last: 2 }
const modules = 49

const rolls: [RollName, 203 | 300][] = [
  ['35x22', 203],
  ['50x30', 203],
  ['50x30', 300],
  ['72', 203],
  ['72', 300],
]

/** The rows and columns that a code's dark dots reach, in the part of a label left of its words. */
function reach({ width, height, data }: { width: number; height: number; data: Uint8Array }, until: number) {
  const dark = [...data].flatMap((grey, at) => (grey < 128 && at % width < until ? [at] : []))
  const [rows, columns] = [dark.map((at) => Math.floor(at / width)), dark.map((at) => at % width)]
  const span = (of: number[]) => ({
    from: of.reduce((a, b) => Math.min(a, b)),
    to: of.reduce((a, b) => Math.max(a, b)),
  })
  return { across: span(columns), down: span(rows), height }
}

describe('a stamp for a phone without a network', () => {
  test.each(rolls)('on a roll of %s at %i dpi reads, worn too, and its signature holds', async (name, dpi) => {
    const strip = printStrip({ ...given, roll: rollOf(name), dpi, as: 'tspl' })
    if ('code' in strip) throw new Error(strip.code)
    const { labels } = runTspl(await joined(strip.chunks), heads[dpi])
    expect(await readCodes(labels[0]!)).toEqual([signedStamp(1).link])
    const [worn] = await readCodes(harden(blur(labels[1]!)))
    expect(await judge(worn!)).toMatchObject({ is: 'signed', stamp: { lot, made, expires } })
  })

  test.each(rolls)('on a roll of %s at %i dpi has whole dots a module and its quiet zone', async (name, dpi) => {
    const strip = printStrip({ ...given, last: 1, roll: rollOf(name), dpi, as: 'tspl' })
    if ('code' in strip) throw new Error(strip.code)
    const [label] = runTspl(await joined(strip.chunks), heads[dpi]).labels
    const { across, down, height } = reach(label!, Math.floor(label!.width * 0.5))
    const wide = down.to - down.from + 1
    expect(wide % modules).toBe(0)
    const dots = wide / modules
    expect(dots / heads[dpi]).toBeGreaterThanOrEqual(0.375)
    for (let at = 0; at < modules * modules; at++) {
      const [x, y] = [across.from + (at % modules) * dots, down.from + Math.floor(at / modules) * dots]
      if (new Set(part(label!, x, y, dots, dots).data).size !== 1) expect.fail(`module ${at} is not one colour`)
    }
    expect(across.from).toBeGreaterThanOrEqual(quiet * dots)
    expect(Math.min(down.from, height - 1 - down.to)).toBeGreaterThanOrEqual(quiet * dots - 1)
    const right = part(label!, across.from + wide, down.from, quiet * dots, wide)
    expect([...new Set(right.data)]).toEqual([255])
  })

  test.each<[TemplateName, 203 | 300]>([
    ['40', 203],
    ['40', 300],
    ['24', 203],
    ['24', 300],
  ])('on a sheet of %s reads at %i dpi in black and white, on every label of the page', async (template, dpi) => {
    const last = template === '40' ? 40 : 24
    const pdf = await openPdf(await joined(accepted(printSheets({ ...given, template, last })).chunks))
    const page = await pdf.raster(1, heads[dpi])
    pdf.close()
    for (let place = 0; place < last; place++)
      expect(await readCodes(cropLabel(threshold(page), templates[template], place))).toEqual([
        signedStamp(place + 1).link,
      ])
  })

  test('is refused, with the height it needs, where the label is too low', () => {
    expect(printSheets({ ...given, template: '65' })).toEqual({
      ...{ code: 'label/link-too-long', modules, least: 21.4, found: 21.2 },
    })
    expect(printStrip({ ...given, roll: rollOf('35x22'), dpi: 300, as: 'pdf' })).toEqual({
      ...{ code: 'label/link-too-long', modules, least: 24.2, found: 22 },
    })
  })
})
