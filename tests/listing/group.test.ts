import {
  criteriaName,
  drawingFor,
  groupBySlug,
  groupEntry,
  groupOf,
  groupOfCriteria,
  groups,
} from '@nguon/listing/group'
import { describe, expect, test } from 'vitest'

describe('groups of OCOP (QĐ 26/2026/QĐ-TTg, Phụ lục I)', () => {
  test('six groups, each with a slug, two names and a drawing', () => {
    expect(groups.map((one) => [one.group, one.slug, one.drawing])).toEqual([
      ['I', 'thuc-pham', 'gao'],
      ['II', 'do-uong', 'ruou'],
      ['III', 'duoc-lieu', 'duoc'],
      ['IV', 'thu-cong-my-nghe', 'gio'],
      ['V', 'sinh-vat-canh', 'cay'],
      ['VI', 'du-lich', 'nha'],
    ])
    expect(groupBySlug('do-uong')).toBe(groupEntry('II'))
    expect(groupBySlug('khac')).toBeUndefined()
  })

  test('each of the 26 criteria sets belongs to one group', () => {
    const sets = Array.from({ length: 26 }, (_, index) => groupOfCriteria(index + 1))
    expect(sets.join(' ')).toBe('I I I I I I I I I I I I I II II II II III III III IV IV V V V VI')
    expect(groupOfCriteria(27)).toBeUndefined()
    expect(criteriaName(14)).toBe('Rượu trắng')
  })

  test.each<[string, string | undefined, string]>([
    ['Mắm tép đặc biệt Tác Huy', 'I', 'mam'],
    ['mam tep dac biet', 'I', 'mam'],
    ['Bột nêm dinh dưỡng', 'I', 'gao'],
    ['Nem chua Chí Quý', 'I', 'nem'],
    ['Trà xanh túi lọc Bình Sơn', 'I', 'che'],
    ['Kẹo lạc chè xanh', 'I', 'gao'],
    ['Miến Gạo Phúc Thịnh', 'I', 'mien'],
    ['Mật ong hoa rừng Yên Nhân', 'I', 'mat'],
    ['Hạt sachi', 'I', 'sachi'],
    ['Cam sành', 'I', 'cam'],
    ['Giò lụa Quyết Châu', 'I', 'nem'],
    ['Rượu Chi Nê', 'II', 'ruou'],
    ['Sữa hạt dinh dưỡng', 'II', 'sua'],
    ['Cao Atiso Hoàng An', 'III', 'atiso'],
    ['Tinh dầu sả chanh', 'III', 'dau'],
    ['Giỏ trái đất', 'IV', 'gio'],
    ['Chiếu cói dệt tay thủ công', 'IV', 'coi'],
    ['Bonsai sanh cổ', 'V', 'cay'],
    ['Du lịch văn hóa bản làng Thái Hải', 'VI', 'nha'],
    ['Mộc Quý Phi', undefined, 'gao'],
  ])('%s is guessed as %s, drawn as %s', (name, group, drawing) => {
    expect(groupOf(name)?.group).toBe(group)
    expect(drawingFor({ name, group: groupOf(name)?.group ?? 'I' })).toBe(drawing)
  })

  test('a drawing that was chosen stays', () => {
    expect(drawingFor({ name: 'Rượu Chi Nê', group: 'II', drawing: 'duoc' })).toBe('duoc')
  })
})
