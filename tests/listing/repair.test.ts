import { communeOf } from '@nguon/listing/commune'
import { questionWords, repairWords, sayFinding } from '@nguon/listing/finding'
import { readPlace } from '@nguon/listing/place'
import { readPrice, sayPrice } from '@nguon/listing/price'
import { readDay, readDecision, readPhone, readStars, readTaxCode, readText } from '@nguon/listing/repair'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const ok = (value: unknown, ...repairs: string[]) => ({ is: 'value', value, repairs })
const no = (...repairs: string[]) => ({ is: 'nothing', repairs })
const ask = (code: string, choices?: string[]) => ({ is: 'question', code, ...(choices ? { choices } : {}) })
const exact = (dong: number, unit: string) => ({ is: 'exact', dong, unit })
const range = (from: number, to: number, unit: string) => ({ is: 'range', from, to, unit })
const units = (text: string) => ['kg', 'hộp', 'gói', 'chai', 'sản phẩm'].map((unit) => `${text}/${unit}`)

describe('prices', () => {
  test.each<[string, unknown]>([
    ['120.000đ/kg', ok(exact(120_000, 'kg'))],
    ['120.000 đồng/kg', ok(exact(120_000, 'kg'))],
    ['35000/gói', ok(exact(35_000, 'gói'))],
    ['1 250 000đ/bộ', ok(exact(1_250_000, 'bộ'))],
    ['1.250.000,00đ/kg', ok(exact(1_250_000, 'kg'))],
    ['45,000 VNĐ/hộp', ok(exact(45_000, 'hộp'), 'price/marks')],
    ['30k/gói', ok(exact(30_000, 'gói'), 'price/thousands')],
    ['25k/kg', ok(exact(25_000, 'kg'), 'price/thousands')],
    ['12,5k/kg', ok(exact(12_500, 'kg'), 'price/thousands')],
    ['1,2 triệu/bộ', ok(exact(1_200_000, 'bộ'), 'price/thousands')],
    ['500.000đ/hộp 500g', ok(exact(500_000, 'hộp 500g'))],
    ['85.000 một hộp', ok(exact(85_000, 'hộp'))],
    ['từ 50.000 - 70.000đ/kg', ok(range(50_000, 70_000, 'kg'))],
    ['50-70k/kg', ok(range(50_000, 70_000, 'kg'), 'price/thousands')],
    ['Liên hệ', ok({ is: 'ask' }, 'price/on-request')],
    ['', no()],
    ['-', no()],
    ['85000', ask('price/no-unit', units('85000'))],
    ['1.250.000 đ', ask('price/no-unit', units('1.250.000 đ'))],
    ['từ 50.000 - 70.000đ', ask('price/no-unit', units('từ 50.000 - 70.000đ'))],
    ['12.5', ask('price/unclear', ['12.500đ', '12.500.000đ'])],
    ['85', ask('price/unclear', ['85.000đ'])],
    ['1.250k/kg', ask('price/unclear')],
    ['50 - 70.000đ/kg', ask('price/unclear')],
    ['70.000-50.000đ/kg', ask('price/unclear')],
    ['từ 50.000đ/kg', ask('price/unclear')],
    ['rẻ', ask('price/unclear')],
    ['0', ask('price/out-of-bounds')],
    ['0đ/kg', ask('price/out-of-bounds')],
    ['-35.000đ/kg', ask('price/unclear')],
    ['500.000.000.000đ/kg', ask('price/out-of-bounds')],
  ])('“%s”', (found, expected) => expect(readPrice(found)).toEqual(expected))

  test('a price without a unit takes it from the header, the pack, or what was told for the file', () => {
    expect(readPrice('85', { thousands: true, unit: 'kg' })).toEqual(ok(exact(85_000, 'kg'), 'price/header'))
    expect(readPrice('85.000đ', { pack: 'Hộp 500g' })).toEqual(ok(exact(85_000, 'hộp'), 'price/unit-from-pack'))
    expect(readPrice('85.000đ', { unitTold: 'sản phẩm' })).toEqual(ok(exact(85_000, 'sản phẩm'), 'price/unit-told'))
  })

  test('no text becomes a price of 0, and what is said is read back', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789.,kđ/-gói nghìn') })
    fc.assert(
      fc.property(digits, (found) => {
        const read = readPrice(found)
        if (read.is !== 'value' || read.value.is === 'ask') return true
        return (read.value.is === 'exact' ? read.value.dong : read.value.from) >= 500
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 499_999_999 }), (dong) => {
        const price = { is: 'exact' as const, dong, unit: 'kg' }
        expect(readPrice(sayPrice(price) ?? '')).toEqual(ok(price))
      }),
    )
  })
})

describe('phones', () => {
  test.each<[string, unknown]>([
    ['0900000001', ok('0900000001')],
    ['0900 000 001', ok('0900000001', 'phone/marks')],
    ['0900-000-006 ', ok('0900000006', 'phone/marks')],
    ['090.000.0004', ok('0900000004', 'phone/marks')],
    ['900000002', ok('0900000002', 'phone/zero')],
    ['+84 900 000 003', ok('0900000003', 'phone/country')],
    ['84900000005', ok('0900000005', 'phone/country')],
    ['02373852123', ok('02373852123')],
    ['01681234567', ok('0381234567', 'phone/old-prefix')],
    ['0900000001/0900000002', ok('0900000001', 'phone/first')],
    ['', no()],
    ['09000007', ask('phone/unclear')],
    ['097.932.288', ask('phone/unclear')],
    ['gọi anh Tư', ask('phone/unclear')],
  ])('“%s”', (found, expected) => expect(readPhone(found)).toEqual(expected))
})

describe('stars', () => {
  test.each<[string, unknown]>([
    ['4', ok(4)],
    ['3 sao ', ok(3)],
    ['****', ok(4, 'stars/form')],
    ['3*', ok(3, 'stars/form')],
    ['Hạng 3 sao', ok(3, 'stars/form')],
    ['bốn sao', ok(4, 'stars/form')],
    ['', no()],
    ['0', no('stars/none')],
    ['2 sao', no('stars/not-a-rank')],
    ['tiềm năng 5 sao', ask('stars/potential')],
    ['6', ask('stars/unclear')],
    ['3,5', ask('stars/unclear')],
  ])('“%s”', (found, expected) => expect(readStars(found)).toEqual(expected))
})

describe('decisions', () => {
  test.each<[string, unknown]>([
    ['1114/QĐ-UBND', ok({ number: '1114/QĐ-UBND' })],
    ['1114/QĐ-UBND ', ok({ number: '1114/QĐ-UBND' })],
    ['2890/QĐ-BNN-VPĐP', ok({ number: '2890/QĐ-BNN-VPĐP' })],
    ['715/QĐ – UBND', ok({ number: '715/QĐ-UBND' }, 'decision/form')],
    ['1114/QD-UBND', ok({ number: '1114/QĐ-UBND' }, 'decision/form')],
    ['1114/Q\u00d0-UBND', ok({ number: '1114/QĐ-UBND' }, 'decision/form')],
    [
      'QĐ số 1114/QĐ-UBND ngày 06/4/2021',
      ok({ number: '1114/QĐ-UBND', issued: '2021-04-06' }, 'decision/form', 'decision/day-inside'),
    ],
    [
      'Quyết định số 715/QĐ-UBND ngày 06 tháng 4 năm 2021',
      ok({ number: '715/QĐ-UBND', issued: '2021-04-06' }, 'decision/form', 'decision/day-inside'),
    ],
    ['1114', ask('decision/bare', ['1114/QĐ-UBND'])],
    ['5/QĐ-UBND; 6/QĐ-UBND', ask('decision/unclear')],
    ['1114/QĐ-UBND ngày 31/2/2021', ask('decision/unclear')],
    ['', no()],
    ['chưa có', no('decision/none-told')],
  ])('“%s”', (found, expected) => expect(readDecision(found)).toEqual(expected))
})

describe('days', () => {
  test.each<[string, unknown]>([
    ['06/4/2021', ok('2021-04-06')],
    ['06-04-2021', ok('2021-04-06')],
    ['06.4.2021', ok('2021-04-06')],
    ['2021-04-06', ok('2021-04-06')],
    ['6/4/21', ok('2021-04-06', 'day/short-year')],
    ['44292', ok('2021-04-06', 'day/serial')],
    ['ngày 06 tháng 4 năm 2021', ok('2021-04-06', 'day/words')],
    ['', no()],
    ['4/13/2021', ask('day/impossible')],
    ['31/2/2024', ask('day/impossible')],
    ['tháng 4/2021', ask('day/unclear')],
  ])('“%s”', (found, expected) => expect(readDay(found)).toEqual(expected))

  test('a cell that Excel knows as a day needs no repair, and old Macs count from 1904', () => {
    expect(readDay('44292', { is: 'date' })).toEqual(ok('2021-04-06'))
    expect(readDay('42830', { is: 'date', epoch: 1904 })).toEqual(ok('2021-04-06'))
  })

  test('every day of a century is read back from dd/mm/yyyy', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_957, max: 29_000 }), (days) => {
        const iso = new Date(days * 86_400_000).toISOString().slice(0, 10)
        expect(readDay(iso.split('-').reverse().join('/'))).toEqual(ok(iso))
        expect(readDay(String(days + 25_569), { is: 'date' })).toEqual(ok(iso))
      }),
    )
  })
})

describe('other text', () => {
  test.each<[string, unknown]>([
    ['Chè  móc\u00a0câu ', ok('Chè móc câu', 'text/spaces')],
    ['Mắm tép'.normalize('NFD'), ok('Mắm tép', 'text/letters')],
    ['Ðông Sơn', ok('Đông Sơn', 'text/letters')],
    ['Trà\u200b xanh', ok('Trà xanh', 'text/unseen')],
    ['\u200b ', no()],
  ])('%j', (found, expected) => expect(readText(found)).toEqual(expected))

  test.each<[string, unknown]>([
    ['0123456789', ok('0123456789')],
    ['0123456789-001', ok('0123456789-001')],
    ['0123456789001', ok('0123456789-001')],
    ['038085001234', ok('038085001234')],
    ['12345', ask('taxCode/unclear')],
  ])('tax code %s', (found, expected) => expect(readTaxCode(found)).toEqual(expected))
})

describe('places', () => {
  const thanhHoa = { province: '38' }
  const [haiLinh, ngaSon] = [communeOf('16597'), communeOf('16093')]

  test.each<[string, Parameters<typeof readPlace>[0], unknown]>([
    ['a commune of today', { place: 'phường Hải Lĩnh, tỉnh Thanh Hóa' }, ok(haiLinh)],
    ['one without its marks', { place: 'p. hai linh' }, ok(haiLinh, 'place/letters')],
    ['an old ward and its district', { place: 'xã Nga Thanh, h. Nga Sơn' }, ok(ngaSon, 'place/old-name')],
    [
      'an old ward and its district in two cells',
      { place: 'Nga Thanh', district: 'Nga Sơn' },
      ok(ngaSon, 'place/old-name'),
    ],
    ['nothing', {}, ask('place/missing')],
    ['nonsense', { place: 'đầu làng' }, ask('place/unknown')],
    ['another province', { place: 'phường Ba Đình, thành phố Hà Nội' }, ask('place/outside')],
  ])('%s', (_, address, expected) => expect(readPlace(address, thanhHoa)).toEqual(expected))

  test('a district alone is asked, with its communes to choose from', () => {
    const read = readPlace({ place: 'huyện Hậu Lộc' }, thanhHoa)
    expect(read).toMatchObject({ is: 'question', code: 'place/district' })
    expect(read.is === 'question' && read.choices).toContain('Xã Hậu Lộc, tỉnh Thanh Hóa')
    for (const choice of (read.is === 'question' && read.choices) || [])
      expect(readPlace({ place: choice }, thanhHoa).is, choice).toBe('value')
  })

  test('an officer of one commune need not spell it out, and reaches no other', () => {
    const area = { province: '38', commune: '16093' }
    expect(readPlace({ place: 'huyện Nga Sơn' }, area)).toEqual(ok(ngaSon, 'place/assumed'))
    expect(readPlace({}, area)).toEqual(ok(ngaSon, 'place/assumed'))
    expect(readPlace({ place: 'phường Hải Lĩnh' }, area)).toEqual(ask('place/outside'))
  })
})

test('each rule is said in both languages, with what was found', () => {
  for (const { vi, en } of [...Object.values(repairWords), ...Object.values(questionWords)])
    expect(vi && en && !(vi + en).includes('!')).toBe(true)
  expect(sayFinding({ level: 'look', code: 'price/thousands', found: '30k/gói', value: '30.000 ₫/gói' }, 'vi')).toBe(
    '“30k/gói” đọc là 30.000 ₫/gói: k, nghìn là nghìn đồng.',
  )
})
