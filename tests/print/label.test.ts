import type { Caption } from '@nguon/print/caption'
import { type Label, layOutLabel } from '@nguon/print/label'
import { breakCode, breakLines } from '@nguon/print/lines'
import { points } from '@nguon/print/pdf'
import { type TemplateName, templates } from '@nguon/print/template'
import { measure } from '@nguon/print/typeface'
import { beVietnamPro } from '@nguon/print/typefaces'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const fonts = beVietnamPro()
const usual: Caption = { product: 'Nước cốt hoa Atiso Ngọc Hoàn', place: 'Hải Lĩnh, Thanh Hóa', lot: 'Lô AT-2611' }
const names: TemplateName[] = ['65', '40', '24']

const lay = (caption: Partial<Caption>, name: TemplateName = '65', modules = 29) =>
  layOutLabel(templates[name], modules, { ...usual, ...caption }, fonts)

function laid(...given: Parameters<typeof lay>): Label {
  const label = lay(...given)
  if ('code' in label) throw new Error(`Refused: ${JSON.stringify(label)}`)
  return label
}

const nameOf = (label: Label) => label.lines.filter((line) => line.face === 'bold').map((line) => line.text)

/** Every line between the quiet zone and the label's edge, none higher or lower than the label. */
function expectInside(label: Label, name: TemplateName) {
  const template = templates[name]
  const clear = points(label.qr.x + label.qr.side + (4 * label.qr.dots) / 8)
  for (const line of label.lines) {
    expect(line.x).toBeGreaterThanOrEqual(clear - 0.01)
    expect(line.x + measure(fonts[line.face], line.text, line.size) * line.narrow).toBeLessThan(
      points(template.width - 1),
    )
    expect(line.y + line.size * 1.05, line.text).toBeLessThan(points(template.height))
  }
  expect(label.serial.y - label.serial.leading * (4 / template.groups - 1) - label.serial.size * 0.22).toBeGreaterThan(
    points(0.5),
  )
}

describe('a label', () => {
  test('on the small sheet has a code of 14.5 mm, 4 dots a module, and 4 modules of quiet', () => {
    expect(laid({}).qr).toEqual({ x: 2, y: 3.375, side: 14.5, dots: 4 })
  })

  test('has whole dots a module and whole dots to the code, on every sheet', () => {
    for (const name of names) {
      const { qr } = laid({}, name)
      expect([qr.x * 8, qr.y * 8, qr.dots, (qr.side * 8) / qr.dots]).toEqual(
        [qr.x * 8, qr.y * 8, qr.dots, 29].map(Math.round),
      )
      expect(qr.y).toBeGreaterThanOrEqual((4 * qr.dots) / 8 - 0.125)
    }
  })

  test('takes smaller modules for a longer link, down to 3 dots', () => {
    expect(laid({}, '65', 33).qr).toMatchObject({ dots: 4, side: 16.5 })
    expect(laid({}, '65', 37).qr).toMatchObject({ dots: 3, side: 13.875 })
    expect(lay({}, '65', 57)).toEqual({ code: 'label/link-too-long', modules: 57, least: 24.4, found: 21.2 })
  })

  test('keeps a short name at 6.5 points on one line, place and lot at 5.5', () => {
    const label = laid({ product: 'Mắm tôm', place: 'Ba Đình' })
    expect(label.lines.map(({ text, size, face }) => [text, size, face])).toEqual([
      ['Mắm tôm', 6.5, 'bold'],
      ['Ba Đình', 5.5, 'regular'],
      ['Lô AT-2611', 5.5, 'regular'],
    ])
    expect(label.serial.size).toBe(7)
  })

  test.each([
    ['Nước cốt hoa Atiso Ngọc Hoàn', ['Nước cốt hoa', 'Atiso Ngọc Hoàn']],
    ['Gạo nếp cái hoa vàng Gia Miêu Ngoại trang', ['Gạo nếp cái hoa', 'vàng Gia Miêu', 'Ngoại trang']],
    ['Dưa kim hoàng hậu Thiên Trường 36', ['Dưa kim hoàng', 'hậu Thiên', 'Trường 36']],
    ['Nước mắm cá cơm nguyên chất 40 độ đạm Suchi', ['Nước mắm cá', 'cơm nguyên chất', '40 độ đạm Suchi']],
    ['Bộ sản phẩm trà túi lọc Ngũ trà', ['Bộ sản phẩm trà', 'túi lọc Ngũ trà']],
  ])('holds the whole of “%s”', (product, lines) => {
    for (const name of names) {
      const label = laid({ product }, name)
      expect(nameOf(label).join(' ')).toBe(product)
      expectInside(label, name)
    }
    expect(nameOf(laid({ product }))).toEqual(lines)
  })

  test('holds the longest name with the longest place at once', () => {
    const long = {
      product: 'Nước mắm cá cơm nguyên chất 40 độ đạm Tứ Tuyệt',
      place: 'Thành phố Thủ Dầu Một, Thành phố Hồ Chí Minh',
    }
    for (const name of names) {
      expectInside(laid(long, name), name)
      expect(
        laid(long, name)
          .lines.map(({ text }) => text)
          .join(' '),
      ).toBe(`${long.product} ${long.place} Lô AT-2611`)
    }
  })

  test('prints a lot of 20 letters whole', () => {
    const label = laid({ lot: 'Lô WWWWWWWWWW-MMMMMMMMM' })
    expect(label.lines.map(({ text }) => text).join('')).toContain('Lô WWWWWWWWWW-MMMMMMMMM')
    expectInside(label, '65')
  })

  test('says where a serial may be typed where there is room, and leaves that out first', () => {
    const said = (label: Label) => label.lines.some(({ text }) => text === 'nguon.vn/tem')
    expect(said(laid({ site: 'nguon.vn/tem' }, '24'))).toBe(true)
    expect(said(laid({ site: 'nguon.vn/tem', product: 'Gạo nếp cái hoa vàng Gia Miêu Ngoại trang' }, '65'))).toBe(false)
  })

  test('refuses a name that would have to be cut', () => {
    const product = 'Nghiêng '.repeat(15).trim()
    expect(lay({ product })).toEqual({ code: 'label/caption-too-long', ...usual, product })
    expect(lay({ product: 'Ơ'.repeat(60) })).toMatchObject({ code: 'label/caption-too-long' })
  })

  test('never lets a name overflow: it fits whole or is refused', () => {
    const syllable = fc.constantFrom('Nước', 'mắm', 'Nghiêng', 'ỔI', 'trà', 'W', 'chuyển', 'đông', 'trùng', '36', 'ở')
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 1, maxLength: 22 }), fc.constantFrom(...names), (syllables, name) => {
        const label = lay({ product: syllables.join(' ') }, name)
        if ('code' in label) return
        expect(nameOf(label).join(' ')).toBe(syllables.join(' '))
        expectInside(label, name)
      }),
      { numRuns: 60 },
    )
  })
})

describe('breaking lines', () => {
  const letters = (text: string) => text.length

  test('evens them out instead of filling the first', () => {
    expect(breakLines(['một', 'hai', 'ba', 'bốn'], 11, 3, letters)).toEqual(['một hai', 'ba bốn'])
  })

  test('gives nothing when a syllable or the lines do not fit', () => {
    expect(breakLines(['nghiêng'], 6, 3, letters)).toBeUndefined()
    expect(breakLines(['một', 'hai', 'ba'], 4, 2, letters)).toBeUndefined()
  })

  test('cuts a code where the line is full', () => {
    expect(breakCode('Lô ABCDEFG', 6, 2, letters)).toEqual(['Lô ABC', 'DEFG'])
    expect(breakCode('ABCDEFG', 3, 2, letters)).toBeUndefined()
  })
})
