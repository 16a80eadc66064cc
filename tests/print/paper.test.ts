import { readPaper, type SheetDraft, sheetDraft } from '@nguon/print/paper'
import { perSheet, type Template } from '@nguon/print/template'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pdfOf, stampOf } from './job.ts'
import { cropLabel, openPdf, readCodes, threshold } from './raster.ts'

/** A sheet of 33 as shops in Thanh Hóa sell it, measured with a ruler. */
const draft: SheetDraft = {
  ...{ name: 'Tờ 33 tem tiệm Hồng', sheetWidth: 210, sheetHeight: 297, columns: 3, rows: 11 },
  ...{ width: 63.5, height: 25, left: 7.2, top: 11, stepX: 66, stepY: 25, codeLeast: 12 },
}
function accepted(given: Partial<SheetDraft> = {}): Template {
  const template = readPaper({ ...draft, ...given })
  if ('code' in template) throw new Error(JSON.stringify(template))
  return template
}
const sideOf = ({ dots }: Template) => (29 * dots) / 8

describe('a sheet of one’s own', () => {
  test('prints, and every code of it reads', async () => {
    const template = accepted()
    const pdf = await openPdf(await pdfOf({ template, last: 40 }))
    expect(pdf.pages).toBe(2)
    const page = threshold(await pdf.raster(1, 8))
    pdf.close()
    for (let place = 0; place < 33; place += 4)
      expect(await readCodes(cropLabel(page, template, place))).toEqual([stampOf(1 + place).link])
  })

  test('carries its words under the code where the label is narrow', async () => {
    const narrow = { width: 25, height: 38, stepX: 25, stepY: 38, columns: 7, rows: 7 }
    const template = accepted(narrow)
    expect(template).toMatchObject({ words: 'below', groups: 2 })
    const pdf = await openPdf(await pdfOf({ template, last: 49 }))
    const page = threshold(await pdf.raster(1, 8))
    expect(pdf.text(1)).toContain(stampOf(49).human.slice(0, 9))
    pdf.close()
    for (const place of [0, 24, 48])
      expect(await readCodes(cropLabel(page, template, place))).toEqual([stampOf(1 + place).link])
  })

  test('may be another paper than A4, and has no line beneath where labels reach its edge', async () => {
    const template = accepted({
      ...{ sheetWidth: 148, sheetHeight: 210, columns: 2, rows: 7, left: 8, top: 3, stepX: 66, stepY: 29, height: 28 },
    })
    expect(template.footer).toBe(false)
    const pdf = await openPdf(await pdfOf({ template, last: 14 }))
    expect(pdf.size(1)).toMatchObject({ originalWidth: expect.closeTo(419.5, 1) })
    expect(pdf.text(1)).not.toContain('In 100%')
    pdf.close()
  })

  test.each<[string, Partial<SheetDraft>, object]>([
    ['labels past the right edge', { stepX: 70 }, { code: 'paper/off-the-sheet', edge: 'right', over: 0.7 }],
    ['one row too many', { rows: 12 }, { code: 'paper/off-the-sheet', edge: 'bottom', over: 14 }],
    ['labels on one another', { stepX: 60 }, { code: 'paper/labels-overlap', way: 'across', step: 60, label: 63.5 }],
    [
      'labels one over the other',
      { stepY: 24.9 },
      { code: 'paper/labels-overlap', way: 'down', step: 24.9, label: 25 },
    ],
    [
      'a code larger than the label',
      { codeLeast: 24 },
      { code: 'paper/code-too-small', wanted: 24, found: 18.125, label: 25 },
    ],
    ['a label no code fits on', { height: 13 }, { code: 'paper/code-too-small', wanted: 12, found: 7.25, label: 13 }],
    [
      'a label with room for nothing but its code',
      { width: 20, height: 20 },
      { code: 'paper/no-room-for-words', wanted: 13 },
    ],
  ])('is refused for %s, with the figure that does not fit', (_, given, refusal) => {
    expect(readPaper({ ...draft, ...given })).toMatchObject(refusal)
  })

  test('is whole numbers of labels and tenths of millimetres', () => {
    for (const wrong of [{ columns: 1.5 }, { width: 63.55 }, { left: -1 }, { rows: 0 }, { name: 'x' }, { more: 1 }])
      expect(sheetDraft.safeParse({ ...draft, ...wrong }).success).toBe(false)
    expect(sheetDraft.safeParse(draft).success).toBe(true)
  })

  test('never has a code under what was asked for, nor one that leaves its label', () => {
    const tenths = (least: number, most: number) => fc.integer({ min: least * 10, max: most * 10 }).map((it) => it / 10)
    fc.assert(
      fc.property(tenths(10, 100), tenths(10, 100), tenths(0, 60), (width, height, code) => {
        const template = readPaper({ ...draft, columns: 1, rows: 1, left: 0, top: 0, width, height, codeLeast: code })
        if ('code' in template) return
        expect(sideOf(template)).toBeGreaterThanOrEqual(code)
        expect((37 * template.dots) / 8).toBeLessThanOrEqual(Math.min(width, height))
        expect(template.dots).toBeGreaterThanOrEqual(3)
        expect(perSheet(template)).toBe(1)
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})
