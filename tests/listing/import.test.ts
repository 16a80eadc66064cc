import { decideCommit, type Import, importRecord } from '@nguon/listing/import'
import { judgeUpload } from '@nguon/listing/upload'
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { bomb, lie, partsOf, zip } from './book.ts'

const at = '2026-11-23T02:00:00.000Z'
const who = { kind: 'person', id: 'officer-1', name: 'Chị Hạnh' } as const
const base = { id: `im${'0'.repeat(18)}`, name: 'xa.csv', bytes: 9, province: '38', by: who, lang: 'vi', at }
const plan = { digest: 'a-digest', plan: 'a'.repeat(64), counts: {}, headers: [], total: 3 }
const going = { publish: true, committer: who, committedAt: at, next: 0, done: 0, lost: 0 }
const imports = {
  reading: { ...base, state: 'reading' },
  refused: { ...base, state: 'refused', refusal: { code: 'sheet/empty' } },
  planned: { ...base, ...plan, state: 'planned' },
  committing: { ...base, ...plan, ...going, state: 'committing' },
  done: { ...base, ...plan, ...going, state: 'done', doneAt: at },
}

describe('a commit of an import', () => {
  test.each<[string, Import['state'], string, unknown]>([
    ['waits until the list was read', 'reading', 'a-digest', { code: 'import/not-planned', state: 'reading' }],
    [
      'is refused for a list that cannot be read',
      'refused',
      'a-digest',
      { code: 'import/not-planned', state: 'refused' },
    ],
    ['starts from the plan that was shown', 'planned', 'a-digest', 'start'],
    ['is refused for another plan', 'planned', 'another', { code: 'import/other-plan' }],
    ['asked again while it runs changes nothing', 'committing', 'a-digest', 'again'],
    ['asked again when it is done changes nothing', 'done', 'a-digest', 'again'],
  ])('%s', (_, state, digest, answer) => {
    expect(decideCommit(importRecord.parse(imports[state]), digest)).toEqual(answer)
  })
})

describe('an upload, before anything of it is unpacked', () => {
  const part = 'xl/worksheets/sheet1.xml'
  test.each<[string, Uint8Array, string | undefined]>([
    ['a workbook passes', zip(partsOf('<sheetData/>')), undefined],
    ['text passes', strToU8('Tên sản phẩm,Chủ thể\n'), undefined],
    ['nothing is no list', new Uint8Array(), 'sheet/empty'],
    ['a page is no list', strToU8('<html></html>'), 'sheet/not-a-sheet'],
    ['another archive is no list', zip({ 'a.txt': strToU8('a') }), 'sheet/not-a-sheet'],
    ['a bomb is refused', bomb('xl/worksheets/sheet2.xml', 70), 'sheet/inflates'],
    ['an archive that says it is huge is refused', lie(zip(partsOf('<sheetData/>')), part, 2 ** 31), 'sheet/inflates'],
    ['an old workbook is refused', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0), 'sheet/old-excel'],
    ['more than 4 MB is refused', new Uint8Array(4 * 1024 * 1024 + 1), 'sheet/too-big'],
  ])('%s', (_, bytes, code) => {
    expect(judgeUpload(bytes)?.code).toBe(code)
  })
})
