import { type RollName, rollOf } from '@nguon/print/roll'
import { printStrip } from '@nguon/print/strip'
import { type Dpi, heads, perSheet, type TemplateName, templates } from '@nguon/print/template'
import { expect, test } from 'vitest'
import { job, joined, pdfOf, stampOf } from '../print/job.ts'
import { runTspl } from '../print/printers.ts'
import { cropLabel, openPdf, readCodes } from '../print/raster.ts'
import { blur, harden } from '../print/worn.ts'

/** Every code of pages all through a job of 100,000, 2 mm off, softened by 0.7 dots and burnt in black and white again. */
const offset = { x: 2, y: -2 }

test.each<[TemplateName, Dpi]>([
  ['65', 203],
  ['65', 300],
  ['40', 203],
  ['40', 300],
  ['24', 203],
  ['24', 300],
])('every code of 10 sampled sheets of %s reads at %i dpi', async (name, dpi) => {
  const template = { ...templates[name], left: templates[name].left + offset.x, top: templates[name].top + offset.y }
  const each = perSheet(template)
  let read = 0
  for (let sheet = 0; sheet < 10; sheet++) {
    const first = 1 + Math.floor((sheet * 99_000) / 9)
    const pdf = await openPdf(await pdfOf({ template: name, first, last: first + each - 1, offset }))
    const page = harden(blur(await pdf.raster(1, heads[dpi])))
    pdf.close()
    for (let place = 0; place < each; place++)
      if ((await readCodes(cropLabel(page, template, place)))[0] === stampOf(first + place).link) read++
  }
  expect(read).toBe(10 * each)
})

test.each<[RollName, Dpi]>([
  ['35x22', 203],
  ['35x22', 300],
  ['50x30', 203],
  ['50x30', 300],
  ['72', 203],
  ['72', 300],
])('every one of 200 labels of a roll %s reads at %i dpi', async (name, dpi) => {
  const { caption, made } = job
  const given = { first: 50_000, last: 50_199, stamp: stampOf, caption, made, offset: { x: 0.5, y: -0.5 } }
  const strip = printStrip({ ...given, roll: rollOf(name), dpi, as: 'tspl' })
  if ('code' in strip) throw new Error(strip.code)
  const { labels } = runTspl(await joined(strip.chunks), heads[dpi])
  let read = 0
  for (const [at, label] of labels.entries())
    if ((await readCodes(harden(blur(label))))[0] === stampOf(50_000 + at).link) read++
  expect(read).toBe(200)
})
