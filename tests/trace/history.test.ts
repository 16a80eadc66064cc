import type { EpcisEvent } from '@nguon/trace/event'
import { eventHash } from '@nguon/trace/hash'
import { chain, type Head, journey, nothingBefore, type StoredEvent, storedEvent, verify } from '@nguon/trace/history'
import { commissioning, inspecting, packing, shipping, takenBack } from '@nguon/trace/telling'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const told = { product: '09520123456788', lot: 'AT-2611', origin: 'https://tem.example.vn', declaredBy: 'HTX ví dụ' }
const on = (day: string) => new Date(`${day}T02:00:00.000Z`)
const recordTime = '2026-11-22T02:00:00.000Z'

const story = [
  commissioning({ ...told, at: on('2026-11-18') }),
  inspecting({ ...told, at: on('2026-11-19'), note: 'Mẫu đạt' }),
  packing({ ...told, at: on('2026-11-20') }),
  shipping({ ...told, at: on('2026-11-21') }),
  shipping({ ...told, at: on('2026-11-22') }),
]

function kept(events: readonly EpcisEvent[]): StoredEvent[] {
  let head: Head = nothingBefore
  return events.map((event) => {
    const stored = chain(head, event, { recordTime, declaredBy: 'HTX ví dụ' })
    head = stored
    return stored
  })
}
const history = kept(story)
const head = history.at(-1)!
const renumbered = (events: readonly StoredEvent[]) => events.map((it, at) => ({ ...it, seq: at + 1 }))
const forged = shipping({ ...told, at: on('2026-11-23'), note: 'giả' })

describe('a history', () => {
  test('links each event to the one before and verifies whole', () => {
    expect(history.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    expect(history[0]!.previous).toBe('0'.repeat(64))
    expect(history[1]!.previous).toBe(history[0]!.chain)
    expect(history[1]!.hash).toBe(eventHash(story[1]!))
    expect(verify(history)).toEqual({ ok: true, head: { seq: 5, chain: head.chain } })
    expect(verify(history, head)).toHaveProperty('ok')
    expect(verify([])).toEqual({ ok: true, head: nothingBefore })
  })

  test('does not mind a database that shuffles fields, nor an officer who checks later', () => {
    const shuffled = history.map((it) => ({
      ...it,
      event: Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(it.event))).reverse()) as EpcisEvent,
      checked: { by: 'Cán bộ xã', at: recordTime },
    }))
    expect(
      verify(
        shuffled.map((it) => storedEvent.parse(it)),
        head,
      ),
    ).toHaveProperty('ok')
  })

  const at = (n: number) => history[n - 1]!
  test.each<[string, StoredEvent[], { code: string; seq: number }]>([
    [
      'a word of the event',
      history.with(2, { ...at(3), event: { ...at(3).event, 'nguon:note': 'khác' } }),
      { code: 'history/changed', seq: 3 },
    ],
    [
      'when it was recorded',
      history.with(2, { ...at(3), recordTime: '2026-11-01T00:00:00.000Z' }),
      { code: 'history/changed', seq: 3 },
    ],
    ['who declared it', history.with(2, { ...at(3), declaredBy: 'Người khác' }), { code: 'history/changed', seq: 3 }],
    ['the event hash', history.with(2, { ...at(3), hash: at(2).hash }), { code: 'history/changed', seq: 3 }],
    [
      'an event, its own chain computed anew',
      history.with(2, chain(at(2), forged, { recordTime })),
      { code: 'history/changed', seq: 3 },
    ],
    [
      'the first event, its own chain computed anew',
      history.with(0, chain(nothingBefore, forged, { recordTime })),
      { code: 'history/changed', seq: 1 },
    ],
    ['an event left out', history.toSpliced(2, 1), { code: 'history/removed', seq: 3 }],
    ['the first event left out', history.slice(1), { code: 'history/removed', seq: 1 }],
    [
      'an event left out, the rest renumbered',
      renumbered(history.toSpliced(2, 1)),
      { code: 'history/removed', seq: 3 },
    ],
    ['the last event left out', history.slice(0, 4), { code: 'history/removed', seq: 5 }],
    ['everything left out', [], { code: 'history/removed', seq: 1 }],
    [
      'an event put in',
      history.toSpliced(2, 0, chain(at(2), forged, { recordTime })),
      { code: 'history/inserted', seq: 3 },
    ],
    [
      'an event put in that follows nothing',
      history.toSpliced(2, 0, { ...chain(at(4), forged, { recordTime }), seq: 3 }),
      { code: 'history/inserted', seq: 3 },
    ],
    [
      'an event put in, the rest renumbered',
      renumbered(history.toSpliced(2, 0, chain(at(2), forged, { recordTime }))),
      { code: 'history/inserted', seq: 3 },
    ],
    ['everything computed anew', kept(story.with(1, forged)), { code: 'history/rewritten', seq: 5 }],
    [
      'everything computed anew and one added',
      kept([...story.with(1, forged), forged]),
      { code: 'history/rewritten', seq: 5 },
    ],
  ])('names %s', (_, tampered, named) => expect(verify(tampered, head)).toEqual(named))

  test('with any one field of any one event altered never verifies', () => {
    fc.assert(
      fc.property(
        fc.nat(4),
        fc.constantFrom('event', 'hash', 'previous', 'chain', 'recordTime', 'declaredBy'),
        fc.nat(4),
        (n, field, m) => {
          const other = history[m]!
          const altered =
            field === 'recordTime' ? '2026-11-22T02:00:00.001Z' : field === 'declaredBy' ? 'x' : other[field as 'event']
          fc.pre(altered !== history[n]![field as 'event'])
          expect(verify(history.with(n, { ...history[n]!, [field]: altered }))).toHaveProperty('code')
        },
      ),
      { seed: 8, numRuns: 300 },
    )
  })
})

describe('a journey', () => {
  test('tells what happened in the order it happened, on Vietnamese days', () => {
    const late = packing({ ...told, at: new Date('2026-11-18T18:00:00.000Z'), note: 'Đóng túi 200 g' })
    expect(journey(kept([shipping({ ...told, at: on('2026-11-21') }), late]))).toEqual([
      {
        kind: 'packing',
        at: '2026-11-18T18:00:00.000Z',
        day: '2026-11-19',
        note: 'Đóng túi 200 g',
        who: 'declared',
        by: 'HTX ví dụ',
      },
      { kind: 'shipping', at: '2026-11-21T02:00:00.000Z', day: '2026-11-21', who: 'declared', by: 'HTX ví dụ' },
    ])
  })

  test('tells declared, checked and system apart, and believes only the server about a check', () => {
    const event = packing({
      product: 'MATONG1',
      lot: 'L1',
      origin: 'https://tem.example.vn',
      at: on('2026-11-20'),
      checkedBy: 'tôi',
    })
    const checked = { by: 'Cán bộ xã', at: recordTime }
    expect(journey([chain(nothingBefore, event, { recordTime })])).toMatchObject([{ who: 'system' }])
    expect(journey([chain(nothingBefore, event, { recordTime, declaredBy: 'Hộ A' })])).toMatchObject([
      { who: 'declared', by: 'Hộ A' },
    ])
    expect(journey([chain(nothingBefore, event, { recordTime, declaredBy: 'Hộ A', checked })])).toMatchObject([
      { who: 'checked', by: 'Cán bộ xã' },
    ])
  })

  test('keeps what was taken back, marked, and does not tell the taking back as a step', () => {
    const wrong = shipping({ ...told, at: on('2026-11-21') })
    const steps = journey(
      kept([wrong, takenBack(wrong, on('2026-11-22'), 'did_not_occur'), packing({ ...told, at: on('2026-11-23') })]),
    )
    expect(steps.map(({ kind, retracted }) => [kind, retracted])).toEqual([
      ['shipping', true],
      ['packing', undefined],
    ])
  })

  test.each([
    [{ bizStep: 'creating_class_instance' }, 'creating'],
    [{ bizStep: 'arriving' }, 'receiving'],
    [{ bizStep: 'holding', disposition: 'recalled' }, 'recalling'],
    [{ bizStep: 'https://nguon.vn/voc/harvesting' }, 'harvesting'],
    [{ bizStep: 'toString' }, 'other'],
    [{ bizStep: undefined }, 'other'],
  ])('%j is told as %s', (said, kind) => {
    const event = { ...packing({ ...told, at: on('2026-11-20') }), ...said } as EpcisEvent
    expect(journey([chain(nothingBefore, event, { recordTime })])).toMatchObject([{ kind }])
  })
})
