import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { planSheets, printSheets } from '@nguon/print/sheet'
import { corner, perSheet, type TemplateName, templates } from '@nguon/print/template'
import { describe, expect, test } from 'vitest'
import { accepted, job, pdfOf, stampOf } from './job.ts'
import { cropLabel, isBlank, openPdf, readCodes, threshold } from './raster.ts'

const printed = async (given: Parameters<typeof pdfOf>[0] = {}) => openPdf(await pdfOf(given))
/** A printer head's dots and a laser's: 8 to the millimetre is sold as 203 dpi, 300/25.4 is 300. */
const heads = { '203 dpi': 8, '300 dpi': 300 / 25.4 }

describe('every code of a sampled sheet', () => {
  test.each<[TemplateName, keyof typeof heads, number, number]>([
    ['65', '203 dpi', 1, 1],
    ['65', '203 dpi', 99_936, 1539],
    ['65', '300 dpi', 1, 1],
    ['40', '203 dpi', 1, 1],
    ['40', '300 dpi', 41, 2],
    ['24', '203 dpi', 1, 1],
    ['24', '300 dpi', 25, 2],
  ])('of %s reads at %s in black and white, from stamp %i on', async (name, head, first) => {
    const template = templates[name]
    const pdf = await printed({ template: name, first, last: first + perSheet(template) - 1 })
    const page = threshold(await pdf.raster(1, heads[head]))
    pdf.close()
    for (let place = 0; place < perSheet(template); place++) {
      expect(await readCodes(cropLabel(page, template, place)), `label ${place}`).toEqual([stampOf(first + place).link])
    }
  })

  test('is dot for dot what the encoder drew at 203 dpi: 4 by 4 dots a module', async () => {
    const pdf = await printed()
    const page = await pdf.raster(1, 8)
    pdf.close()
    for (const place of [0, 4, 32, 60, 64]) {
      const { x, y } = corner(templates['65'], place)
      const [left, top] = [(x + 2) * 8, (y + 3.375) * 8]
      for (let module = 0; module < 29 * 29; module++) {
        const [column, row] = [module % 29, Math.floor(module / 29)]
        const dots = new Set<number>()
        for (let dot = 0; dot < 16; dot++) {
          dots.add(page.data[(top + 4 * row + (dot >> 2)) * page.width + left + 4 * column + (dot & 3)]!)
        }
        if (dots.size !== 1) expect.fail(`module ${column}, ${row} of label ${place} is not one colour`)
      }
    }
  })

  test('reads where the link is long and the modules are small', async () => {
    const long = (index: number) => ({
      ...stampOf(index),
      link: `${stampOf(index).link}?AT=2026-11-18&SHEET=65&OF=THE-COMMUNE`.replace(/[?=&]/g, '-'),
    })
    const pdf = await printed({ stamp: long, last: 5 })
    const page = threshold(await pdf.raster(1, 8))
    pdf.close()
    for (let place = 0; place < 5; place++) {
      expect(await readCodes(cropLabel(page, templates['65'], place))).toEqual([long(1 + place).link])
    }
  })
})

describe('a sheet', () => {
  test('is A4', async () => {
    const pdf = await printed()
    expect(pdf.size(1)).toEqual({
      originalWidth: expect.closeTo(595.276, 2),
      originalHeight: expect.closeTo(841.89, 2),
    })
    pdf.close()
  })

  test('says in Vietnamese that can be searched and copied what the stamps say', async () => {
    const pdf = await printed({ last: 500 })
    expect(pdf.pages).toBe(8)
    const text = pdf.text(1).replace(/\s+/g, ' ')
    expect(text.match(/Nước cốt hoa Atiso Ngọc Hoàn Hải Lĩnh, Thanh Hóa Lô AT-2611/g)).toHaveLength(65)
    for (let index = 1; index <= 65; index++) expect(text).toContain(stampOf(index).human)
    expect(text).toContain('Tờ 1 trong 8, số 0001 đến 0065. In 100%, không co giãn. Vạch này phải dài đúng 50 mm:')
    expect(pdf.text(8).replace(/\s+/g, ' ')).toContain('Tờ 8 trong 8, số 0456 đến 0500, 20 ô trống. In 100%')
    pdf.close()
  })

  test('speaks English under the labels to who asks in English', async () => {
    const pdf = await printed({ language: 'en', last: 70 })
    expect(pdf.text(2).replace(/\s+/g, ' ')).toContain(
      'Sheet 2 of 2, stamps 0066 to 0070, 60 blank. Print at 100%, do not scale.',
    )
    pdf.close()
  })

  test('knows its number in a longer job', async () => {
    const pdf = await printed({ first: 131, last: 131, pages: { first: 3, of: 1539 } })
    expect(pdf.text(1)).toContain('Tờ 3 trong 1539, số 0131, 64 ô trống.')
    pdf.close()
  })

  test('leaves the paper between the labels white, and the labels that have no stamp', async () => {
    for (const name of ['65', '40', '24'] as const) {
      const template = templates[name]
      const product = 'Gạo nếp cái hoa vàng Gia Miêu Ngoại trang'
      const stamp = (index: number) => ({ ...stampOf(index), human: 'WWWW MMMM WWWW W' })
      const each = perSheet(template)
      const pdf = await printed({ template: name, last: each - 1, caption: { ...job.caption, product }, stamp })
      const page = await pdf.raster(1, 300 / 25.4)
      pdf.close()
      const last = corner(template, each - 1)
      expect(isBlank(page, last.x, last.y, template.width, template.height)).toBe(true)
      for (let place = 0; place < each; place++) {
        const { x, y } = corner(template, place)
        expect(
          isBlank(page, x + template.width - 0.8, y, template.stepX - template.width + 0.8, template.height),
          'right',
        ).toBe(true)
        expect(isBlank(page, x, y, template.width, 0.5), 'above').toBe(true)
        expect(isBlank(page, x, y + template.height - 0.5, template.width, 0.5), 'below').toBe(true)
        expect(isBlank(page, x, y, 1.4, template.height), 'left').toBe(true)
      }
    }
  })

  test('has a bar of exactly 50 mm', async () => {
    for (const template of ['65', '40', '24'] as const) {
      const pdf = await printed({ template })
      const dots = 600 / 25.4
      const page = await pdf.raster(1, dots)
      pdf.close()
      // The longest dark run on any row under the labels.
      let longest = 0
      for (let row = Math.round(287.5 * dots); row < page.height; row++) {
        let run = 0
        for (let column = 0; column < page.width; column++) {
          run = page.data[row * page.width + column]! < 128 ? run + 1 : 0
          longest = Math.max(longest, run)
        }
      }
      expect(longest / dots).toBeCloseTo(50, 0.7)
    }
  })

  test('has hairlines to cut along on plain paper only', async () => {
    const [plain, labels] = await Promise.all([printed({ stock: 'plain' }), printed()])
    const { x, y } = corner(templates['65'], 0)
    const [cut, uncut] = [await plain.raster(1, 12), await labels.raster(1, 12)]
    expect(isBlank(cut, x - 0.2, y + 3, 0.4, 10)).toBe(false)
    expect(isBlank(uncut, x - 0.2, y + 3, 0.4, 10)).toBe(true)
    plain.close()
    labels.close()
  })
})

describe('the file', () => {
  test('is at most 6 KB a sheet, fonts and all, in a job of any size worth printing', async () => {
    const [one, many] = [await pdfOf({ last: 65 }), await pdfOf({ last: 65 * 101 })]
    expect((many.length - one.length) / 100).toBeLessThan(6 * 1024 - 150)
    expect(many.length / 101).toBeLessThan(6.2 * 1024)
    expect(one.length).toBeLessThan(32 * 1024)
  })

  test('begins before the last stamp is asked for, and asks for each stamp once, in order', async () => {
    const asked: number[] = []
    const stamp = (index: number) => {
      asked.push(index)
      return stampOf(index)
    }
    const { chunks, ...plan } = accepted(printSheets({ ...job, last: 6500, stamp }))
    expect(plan).toEqual({ sheets: 100, stamps: 6500, blanks: 0 })
    const head = await chunks.next()
    expect(Buffer.from(head.value!).toString('latin1', 0, 8)).toBe('%PDF-1.7')
    expect(asked).toEqual([1]) // the first, to know the codes' size
    await chunks.next()
    expect(asked.length).toBe(66)
    for await (const chunk of chunks) expect(chunk.length).toBeGreaterThan(0)
    expect(asked.slice(1)).toEqual(Array.from({ length: 6500 }, (_, i) => i + 1))
  })

  test('stops asking when nobody reads on', async () => {
    let asked = 0
    const stamp = (index: number) => {
      asked++
      return stampOf(index)
    }
    const { chunks } = accepted(printSheets({ ...job, last: 65_000, stamp }))
    for await (const _ of chunks) if (asked > 100) break
    expect(asked).toBe(131)
  })

  test('is the same bytes for the same job', async () => {
    const digest = async () =>
      createHash('sha256')
        .update(await pdfOf({ last: 200 }))
        .digest('hex')
    expect(await digest()).toBe(await digest())
  })

  test('asks viewers not to scale, names itself, and carries the date it was given', async () => {
    const text = Buffer.from(await pdfOf({ last: 1 })).toString('latin1')
    expect(text).toContain('/PrintScaling/None')
    expect(text).toContain("/CreationDate(D:20261118090000+07'00')")
    expect(text).toContain('/Lang(vi)')
    const title = /\/Title<FEFF([0-9A-F]+)>/.exec(text)![1]!
    expect(Buffer.from(title, 'hex').swap16().toString('utf16le')).toBe('Nước cốt hoa Atiso Ngọc Hoàn, Lô AT-2611')
  })

  test('has a cross-reference table that points at every object', async () => {
    const text = Buffer.from(await pdfOf({ last: 200 })).toString('latin1')
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1])
    const rows = text.slice(start).match(/^\d{10} \d{5} [fn] $/gm)!
    expect(text.slice(start)).toMatch(new RegExp(`^xref\n0 ${rows.length}\n`))
    rows.slice(1).forEach((row, i) => {
      expect(text.slice(Number(row.slice(0, 10))).startsWith(`${i + 1} 0 obj\n`)).toBe(true)
    })
  })

  test('draws each code as one 1-bit image mask and the caption as one form', async () => {
    const file = Buffer.from(await pdfOf())
    const text = file.toString('latin1')
    expect(text.match(/\/Subtype\/Form/g)).toHaveLength(3)
    let drawn = ''
    for (const found of text.matchAll(/\/Filter\/FlateDecode\/Length (\d+)>>\nstream\n/g)) {
      const from = found.index + found[0].length
      drawn += inflateSync(file.subarray(from, from + Number(found[1]))).toString('latin1')
    }
    expect(drawn.match(/ BI\/W 29\/H 29\/IM true/g)).toHaveLength(65)
    expect(drawn.match(/\/C Do/g)).toHaveLength(65)
  })
})

describe('what cannot be printed is refused before the first byte', () => {
  test.each([
    ['an empty range', { first: 5, last: 4 }, { code: 'sheet/not-a-range', first: 5, last: 4 }],
    ['numbers below zero', { first: -1, last: 4 }, { code: 'sheet/not-a-range' }],
    ['half stamps', { first: 0.5, last: 4 }, { code: 'sheet/not-a-range' }],
    ['no number at all', { first: Number.NaN, last: 4 }, { code: 'sheet/not-a-range' }],
    ['a range without end', { last: Number.POSITIVE_INFINITY }, { code: 'sheet/not-a-range' }],
    ['more than a million', { last: 1_000_001 }, { code: 'sheet/too-many', stamps: 1_000_001, most: 1_000_000 }],
    ['numbers past what a number holds', { first: 2 ** 53, last: 2 ** 53 + 2 }, { code: 'sheet/not-a-range' }],
    [
      'a sheet past the job’s last',
      { last: 130, pages: { first: 8, of: 8 } },
      { code: 'sheet/pages-out-of-order', sheets: 2 },
    ],
    ['a sheet before the first', { pages: { first: 0, of: 1 } }, { code: 'sheet/pages-out-of-order' }],
    [
      'a letter the font has not',
      { caption: { ...job.caption, product: 'Trà 茶' } },
      { code: 'sheet/no-such-letter', letter: '茶' },
    ],
    [
      'a name that would be cut',
      { caption: { ...job.caption, product: 'x'.repeat(120) } },
      { code: 'label/caption-too-long' },
    ],
    [
      'a link no label has room for',
      { stamp: () => ({ ...stampOf(1), link: 'A'.repeat(400) }) },
      { code: 'label/link-too-long' },
    ],
    ['a link no code holds', { stamp: () => ({ ...stampOf(1), link: 'A'.repeat(4000) }) }, { code: 'matrix/too-long' }],
    ['a link of nothing', { stamp: () => ({ ...stampOf(1), link: '' }) }, { code: 'matrix/empty' }],
  ])('%s', (_, given, refusal) => {
    expect(printSheets({ ...job, ...given })).toMatchObject(refusal)
  })

  test('a sheet of labels nobody sells', () => {
    for (const template of ['66', '', '__proto__', 'constructor']) {
      expect(planSheets({ ...job, template: template as TemplateName })).toEqual({
        code: 'sheet/unknown-template',
        template,
      })
    }
  })

  test('a caption with tabs, line ends and letters in parts is tidied, not refused', async () => {
    const caption = {
      product: ' Chè\txanh\n\u200b Tân Cương '.normalize('NFD'),
      place: 'Thái Nguyên',
      lot: 'Lô (1) \\ 2',
    }
    const pdf = await printed({ caption, last: 1 })
    expect(pdf.text(1).replace(/\s+/g, ' ')).toContain('Chè xanh Tân Cương Thái Nguyên Lô (1) \\ 2')
    pdf.close()
  })

  test('a stamp of another shape in mid-job is a bug and throws', async () => {
    const odd = (index: number) => (index === 40 ? { ...stampOf(index), link: 'HTTPS://NGUON.VN' } : stampOf(index))
    await expect(pdfOf({ stamp: odd })).rejects.toThrow('Not of this series')
    const short = (index: number) => ({ ...stampOf(index), human: 'K7MQ 2R9D F' })
    await expect(pdfOf({ stamp: short })).rejects.toThrow('Not a serial')
  })
})

test('a plan counts sheets and blanks', () => {
  expect(planSheets({ template: '65', first: 0, last: 64 })).toEqual({ sheets: 1, stamps: 65, blanks: 0 })
  expect(planSheets({ template: '40', first: 1, last: 41 })).toEqual({ sheets: 2, stamps: 41, blanks: 39 })
  expect(planSheets({ template: '24', first: 7, last: 7 })).toEqual({ sheets: 1, stamps: 1, blanks: 23 })
})
