import { type RollName, rollOf } from '@nguon/print/roll'
import { mostPictures, planStrip, printStrip, type StripJob } from '@nguon/print/strip'
import { heads } from '@nguon/print/template'
import { describe, expect, test } from 'vitest'
import { job, joined, stampOf } from './job.ts'
import { readPng } from './picture.ts'
import { runEscpos, runTspl } from './printers.ts'
import { isBlank, openPdf, type Raster, readCodes } from './raster.ts'
import { blur, harden, part } from './worn.ts'

const { caption, made } = job
const strip: StripJob = {
  ...{ roll: rollOf('35x22'), dpi: 203, as: 'tspl', first: 1, last: 3, stamp: stampOf, caption, made },
}
async function bytesOf(given: Partial<StripJob> = {}): Promise<Uint8Array> {
  const printing = printStrip({ ...strip, ...given })
  if ('code' in printing) throw new Error(`Refused: ${JSON.stringify(printing)}`)
  return await joined(printing.chunks)
}

const kinds: [RollName, 203 | 300][] = [
  ['35x22', 203],
  ['35x22', 300],
  ['50x30', 203],
  ['50x30', 300],
  ['72', 203],
  ['72', 300],
]

/** Millimetres from the left that hold the code and no words. */
const reach: Record<RollName, number> = { '35x22': 18, '50x30': 22, '72': 35 }

/** The first and last dark dot across and down, in the left part where the code is. */
function edges({ width, height, data }: Raster, until: number) {
  const box = { left: width, right: 0, top: height, bottom: 0 }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < until; x++) {
      if (data[y * width + x]! > 128) continue
      box.left = Math.min(box.left, x)
      box.right = Math.max(box.right, x)
      box.top = Math.min(box.top, y)
      box.bottom = Math.max(box.bottom, y)
    }
  }
  return box
}

describe('a roll label', () => {
  test.each(kinds)('of %s at %i dpi reads, worn and all, in every language a printer speaks', async (name, dpi) => {
    const roll = rollOf(name)
    const given = { roll, dpi, last: 2 }
    const links = [stampOf(1).link, stampOf(2).link]
    const { labels, set } = runTspl(await bytesOf({ ...given, as: 'tspl' }), heads[dpi])
    expect(set).toMatchObject({ SIZE: `${roll.width} mm,${roll.height} mm`, REFERENCE: '0,0', OFFSET: '0 mm' })
    expect(await readCodes(labels[0]!)).toEqual([links[0]])
    expect(await readCodes(harden(blur(labels[1]!)))).toEqual([links[1]])
    expect(labels.map(({ copies }) => copies)).toEqual([1, 1])

    const width = Math.round(roll.width * heads[dpi])
    const receipt = runEscpos(await bytesOf({ ...given, as: 'escpos' }), width)
    expect((await readCodes(harden(blur(receipt)))).sort()).toEqual(links.toSorted())
    expect(receipt).toMatchObject({ begun: true, cuts: [receipt.height] })
    expect(receipt.tallest).toBeLessThanOrEqual(128)

    const picture = readPng(await bytesOf({ ...given, last: 1, as: 'png' }))
    expect(picture).toMatchObject({ width, dotsPerMetre: Math.round(heads[dpi] * 1000) })
    expect(Buffer.from(picture.data).equals(Buffer.from(labels[0]!.data))).toBe(true)

    const pdf = await openPdf(await bytesOf({ ...given, as: 'pdf' }))
    expect(pdf.pages).toBe(2)
    expect(pdf.size(1)).toEqual({
      originalWidth: expect.closeTo((roll.width * 72) / 25.4, 2),
      originalHeight: expect.closeTo((roll.height * 72) / 25.4, 2),
    })
    const page = await pdf.raster(2, heads[dpi], roll)
    pdf.close()
    expect(await readCodes(harden(blur(page)))).toEqual([links[1]])
  })

  test.each(kinds)('of %s at %i dpi has whole dots a module and four modules of white around', async (name, dpi) => {
    const [label] = runTspl(await bytesOf({ roll: rollOf(name), dpi, last: 1 }), heads[dpi]).labels
    const box = edges(label!, Math.round(reach[name] * heads[dpi]))
    const wide = box.right - box.left + 1
    expect([wide % 29, box.bottom - box.top + 1]).toEqual([0, wide])
    const dots = wide / 29
    expect(dots / heads[dpi]).toBeGreaterThanOrEqual(0.375)
    for (let module = 0; module < 29 * 29; module++) {
      const [x, y] = [box.left + (module % 29) * dots, box.top + Math.floor(module / 29) * dots]
      const inside = part(label!, x, y, dots, dots)
      if (new Set(inside.data).size !== 1) expect.fail(`module ${module} is not one colour`)
    }
    const around = part(label!, box.left - 4 * dots, box.top, 4 * dots, wide)
    expect([...new Set(around.data)]).toEqual([255])
    expect([...new Set(part(label!, box.right + 1, box.top, 4 * dots, wide).data)]).toEqual([255])
    expect(box.left).toBeGreaterThanOrEqual(4 * dots)
    expect(Math.min(box.top, label!.height - 1 - box.bottom)).toBeGreaterThanOrEqual(4 * dots - 1)
  })

  test('is read in a test of its dots: 0 is black to a label printer, 1 to a receipt printer', async () => {
    const [tspl, escpos] = [await bytesOf({ last: 1 }), await bytesOf({ last: 1, as: 'escpos' })]
    const from = Buffer.from(tspl).indexOf('BITMAP 0,0,35,176,0,') + 20
    expect(tspl[from]).toBe(0xff)
    expect([...escpos.subarray(0, 11)]).toEqual([0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 35, 0, 96, 0, 0])
    expect([...escpos.subarray(-7)]).toEqual([0x1b, 0x4a, 16, 0x1d, 0x56, 0x42, 0])
  })

  test('is cut from the next one where the printer has a knife', async () => {
    const roll = rollOf('72')
    const { cuts, height } = runEscpos(await bytesOf({ roll, as: 'escpos', cut: 'each' }), 576)
    expect(cuts).toEqual([height / 3, (2 * height) / 3, height])
    expect(height).toBe(3 * (38 + 3) * 8)
  })

  test('never has a serial that leaves its label, however wide its letters are', async () => {
    const stamp = (index: number) => ({ ...stampOf(index), human: 'WWWW MMMM WWWW W' })
    for (const [name, dpi] of kinds) {
      const roll = rollOf(name)
      const [label] = runTspl(await bytesOf({ roll, dpi, last: 1, stamp }), heads[dpi]).labels
      const free = Math.floor(0.7 * heads[dpi])
      const strips = [
        part(label!, label!.width - free, 0, free, label!.height),
        part(label!, 0, 0, label!.width, Math.floor(free / 2)),
        part(label!, 0, label!.height - Math.floor(free / 2), label!.width, Math.floor(free / 2)),
      ]
      for (const [side, strip] of strips.entries())
        expect([...new Set(strip.data)], `side ${side} of ${name} at ${dpi}`).toEqual([255])
    }
  })
})

describe('a roll of several labels across', () => {
  test('fills rows from the left and leaves the rest of the last one white', async () => {
    const roll = rollOf('35x22', 3)
    expect(planStrip({ roll, first: 1, last: 7 })).toEqual({ rows: 3, stamps: 7, blanks: 2 })
    const { labels, set } = runTspl(await bytesOf({ roll, last: 7 }), 8)
    expect(set).toMatchObject({ SIZE: '109 mm,22 mm', GAP: '2 mm,0 mm' })
    const read = await Promise.all(labels.map((row) => readCodes(row)))
    expect(read.flat().sort()).toEqual(Array.from({ length: 7 }, (_, i) => stampOf(1 + i).link).sort())
    for (let place = 0; place < 3; place++)
      expect(await readCodes(part(labels[0]!, place * 37 * 8, 0, 280, 176))).toEqual([stampOf(1 + place).link])
    expect([...new Set(part(labels[2]!, 37 * 8, 0, 72 * 8, 176).data)]).toEqual([255])
  })

  test('has no more across than such rolls are sold with', () => {
    expect(rollOf('35x22', 9).columns).toBe(3)
    expect(rollOf('72', 4).columns).toBe(1)
    expect(rollOf('50x30', 0).columns).toBe(1)
  })
})

describe('an offset', () => {
  test.each([
    ['to the right and down', { x: 2, y: 1.5 }, [16, 12]],
    ['to the left and up', { x: -1, y: -0.5 }, [-8, -4]],
    ['by less than half a dot', { x: 0.05, y: 0 }, [0, 0]],
  ])('moves every dot %s', async (_, offset, [dx, dy]) => {
    const [there] = runTspl(await bytesOf({ last: 1 }), 8).labels
    const [moved] = runTspl(await bytesOf({ last: 1, offset }), 8).labels
    expect(await readCodes(moved!)).toEqual([stampOf(1).link])
    const back = part(moved!, dx!, dy!, 280, 176)
    const wanted = part(there!, 0, 0, 280, 176)
    const inside = (it: Raster) => part(it, 20, 14, 240, 148)
    expect(Buffer.from(inside(back).data).equals(Buffer.from(inside(wanted).data))).toBe(true)
  })
})

describe('pictures of a range', () => {
  test('come in one ZIP, a file a row, each as it would print', async () => {
    const zip = Buffer.from(await bytesOf({ as: 'png', last: 4, roll: rollOf('50x30') }))
    const names = zip
      .subarray(zip.readUInt32LE(zip.length - 6))
      .toString('latin1')
      .match(/tem-\d{8}\.png/g)
    expect(names).toEqual(['tem-00000001.png', 'tem-00000002.png', 'tem-00000003.png', 'tem-00000004.png'])
    const size = zip.readUInt32LE(18)
    const picture = readPng(zip.subarray(30 + 16, 30 + 16 + size))
    expect(await readCodes(picture)).toEqual([stampOf(1).link])
    expect(zip.readUInt16LE(zip.length - 12)).toBe(4)
  })

  test('are refused where nobody would print so many one by one', () => {
    expect(printStrip({ ...strip, as: 'png', last: mostPictures + 1 })).toEqual({
      code: 'strip/too-many-pictures',
      rows: mostPictures + 1,
      most: mostPictures,
    })
  })
})

describe('a strip', () => {
  test('asks for each stamp once, in order, as its row is taken', async () => {
    const asked: number[] = []
    const stamp = (index: number) => {
      asked.push(index)
      return stampOf(index)
    }
    const printing = printStrip({ ...strip, stamp, last: 100 })
    if ('code' in printing) throw new Error(printing.code)
    for (let i = 0; i < 3; i++) await printing.chunks.next()
    expect(asked).toEqual([1, 1, 2])
    await printing.chunks.return(undefined)
  })

  test('is the same bytes for the same job', async () => {
    for (const as of ['pdf', 'png', 'tspl', 'escpos'] as const)
      expect(Buffer.from(await bytesOf({ as })).equals(Buffer.from(await bytesOf({ as })))).toBe(true)
  })

  test.each([
    ['an empty range', { first: 5, last: 4 }, 'sheet/not-a-range'],
    ['a letter the font has not', { caption: { ...caption, product: 'Trà 茶' } }, 'sheet/no-such-letter'],
    ['a name that would be cut', { caption: { ...caption, product: 'x'.repeat(120) } }, 'label/caption-too-long'],
    [
      'a link too long for its label',
      { stamp: () => ({ ...stampOf(1), link: 'A'.repeat(300) }) },
      'label/link-too-long',
    ],
    ['more than a file holds', { last: 1_000_001 }, 'sheet/too-many'],
  ])('of %s is refused before the first byte', (_, given, code) => {
    expect(printStrip({ ...strip, ...given })).toMatchObject({ code })
  })

  test('has paper between the labels that stays white', async () => {
    const pdf = await openPdf(await bytesOf({ roll: rollOf('35x22', 3), as: 'pdf' }))
    const page = await pdf.raster(1, 12, { width: 109, height: 22 })
    pdf.close()
    expect(isBlank(page, 34.2, 0, 2.6, 22, 109)).toBe(true)
  })
})
