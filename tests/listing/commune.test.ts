import { readFileSync } from 'node:fs'
import {
  communeOf,
  communesIn,
  findCommune,
  findProvince,
  provinceOf,
  provinces,
  sayCommune,
} from '@nguon/listing/commune'
import { resolveOldCommune } from '@nguon/listing/old-commune'
import { settleTones } from '@nguon/listing/text'
import { describe, expect, test } from 'vitest'

const data = (name: string) => new URL(`../../packages/listing/data/${name}`, import.meta.url)
const lines = (name: string) =>
  readFileSync(data(name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
const thanhHoa = { province: '38' }

describe('units since 1 July 2025', () => {
  test('34 provinces and 3,321 communes ship in less than 150 KB and agree with the list', () => {
    const list = lines('communes.csv')
    expect(provinces).toHaveLength(34)
    expect(list).toHaveLength(3321)
    for (const [code = '', name = '', kind = '', province] of list)
      expect(communeOf(code)).toEqual({ code, name: settleTones(name), kind: kind.toLowerCase(), province })
    expect(communesIn('38')).toHaveLength(166)
    expect(readFileSync(data('communes.json')).length).toBeLessThan(150_000)
  })

  test('seven provinces are cities', () => {
    expect(provinces.filter((one) => one.kind === 'thành phố')).toHaveLength(7)
    expect(provinceOf('75')).toEqual({ code: '75', name: 'Đồng Nai', kind: 'thành phố' })
  })

  test('the code of Ba Chẽ in lists of 2025 is an alias', () => {
    expect(communeOf('06970')).toEqual(communeOf('06978'))
  })

  test('a unit is said in full in both languages', () => {
    expect(sayCommune('16597', 'vi')).toBe('Phường Hải Lĩnh, tỉnh Thanh Hóa')
    expect(sayCommune('16597', 'en')).toBe('Hải Lĩnh ward, Thanh Hóa province')
    expect(sayCommune('99999', 'vi')).toBe('99999')
  })

  test.each([
    'phường Hải Lĩnh, tỉnh Thanh Hóa',
    'Phường Hải Lĩnh, Tỉnh Thanh Hoá',
    'P. Hải Lĩnh, Thanh Hóa',
    'p.HAI LINH - thanh hoa',
    'Hải Lĩnh',
    'Thôn 3, phường Hải Lĩnh, tỉnh Thanh Hóa',
    'phường Hải Lĩnh'.normalize('NFD'),
  ])('%s is Hải Lĩnh', (text) => {
    expect(findCommune(text, thanhHoa)).toEqual({ is: 'exact', commune: communeOf('16597') })
  })

  test('every commune is found by its own full name, or asked where a province has two of that name', () => {
    for (const province of provinces)
      for (const commune of communesIn(province.code)) {
        const found = findCommune(sayCommune(commune.code, 'vi'))
        const codes =
          found.is === 'exact'
            ? [found.commune.code]
            : found.is === 'ambiguous'
              ? found.candidates.map((one) => one.code)
              : []
        expect(codes).toContain(commune.code)
      }
  })

  test('a name of several provinces is asked, unless the province is known', () => {
    expect(findCommune('Đông Sơn').is).toBe('ambiguous')
    expect(findCommune('Đông Sơn', thanhHoa)).toMatchObject({ is: 'exact', commune: { code: '16378' } })
    expect(findCommune('xã Đông Sơn, tỉnh Quảng Ngãi', thanhHoa)).toMatchObject({ commune: { province: '51' } })
  })

  test('a known name with another kind of unit is asked, and nonsense is nothing', () => {
    expect(findCommune('xã Hải Lĩnh', thanhHoa)).toEqual({ is: 'ambiguous', candidates: [communeOf('16597')] })
    expect(findCommune('huyện Nga Sơn', thanhHoa)).toEqual({ is: 'none' })
    expect(findCommune('', thanhHoa)).toEqual({ is: 'none' })
    expect(findProvince('T. Thanh Hoá')?.code).toBe('38')
    expect(findProvince('TP. Ho Chi Minh')?.code).toBe('79')
  })
})

describe('names of before 1 July 2025', () => {
  test.each([
    ['xã Nga Thanh, h. Nga Sơn', '16093'],
    ['xã Nga Thanh, huyện Nga Sơn, tỉnh Thanh Hóa', '16093'],
    ['Nga Thanh, Nga Sơn, Thanh Hoá', '16093'],
    ['xa nga thanh, huyen nga son', '16093'],
    ['thị trấn Quý Lộc, huyện Yên Định', '15412'],
    ['Phường Điện Biên, TP. Thanh Hóa', '14797'],
    ['xã Xuân La, huyện Pác Nặm, tỉnh Bắc Kạn', '01882'],
    ['huyện Bạch Long Vĩ', '11948'],
  ])('%s has become one commune', (text, code) => {
    expect(resolveOldCommune(text)).toMatchObject({ is: 'one', commune: { code } })
  })

  test.each([
    ['xã Canh Hiệp, huyện Vân Canh', 'split', ['21994', '22006']],
    ['Phường Cống Vị, quận Ba Đình', 'split', ['00008', '00025']],
  ])('%s was split, so it is asked', (text, why, codes) => {
    const answer = resolveOldCommune(text)
    expect(answer).toMatchObject({ is: 'split', why })
    expect(answer.is === 'split' && answer.candidates.map((one) => one.code).sort()).toEqual(codes)
  })

  test('a district alone is asked with the communes it became', () => {
    const answer = resolveOldCommune('huyện Hậu Lộc', thanhHoa)
    expect(answer).toMatchObject({ is: 'split', why: 'district', was: 'huyện Hậu Lộc' })
    expect(answer.is === 'split' && answer.candidates.map((one) => one.name)).toContain('Hậu Lộc')
  })

  test('an unknown district or another province is not guessed at', () => {
    expect(resolveOldCommune('Phường Điện Biên, quận Ba Đình', thanhHoa)).toEqual({ is: 'unknown' })
    expect(resolveOldCommune('xã Không Có, huyện Nga Sơn')).toMatchObject({ is: 'split', why: 'district' })
    expect(resolveOldCommune('')).toEqual({ is: 'unknown' })
  })

  test('each of the 10,602 old wards leads to its new commune, and never to one alone where it was split', () => {
    for (const [, province, , district, , ward, , code = '', , split] of lines('old-to-new.csv')) {
      if (!ward) continue
      const answer = resolveOldCommune(`${ward}, ${district}, ${province}`)
      const codes =
        answer.is === 'one'
          ? [answer.commune.code]
          : answer.is === 'split'
            ? answer.candidates.map((one) => one.code)
            : []
      expect(codes, `${ward}, ${district}, ${province}`).toContain(communeOf(code)?.code)
      if (split === '1') expect(answer.is, ward).toBe('split')
    }
  })
})
