import {
  decideReport,
  evolveReport,
  forgetAt,
  hideNumbers,
  isLate,
  type Report,
  type ReportCommand,
  receiveReport,
  report,
} from '@nguon/trace/report'
import { makeReportNumber, readReportNumber, reportNumber, sayReportNumber } from '@nguon/trace/report-number'
import { type ReportKind, reportKinds, reportRuleOn } from '@nguon/trace/report-rule'
import { sumReports } from '@nguon/trace/report-sums'
import { afterWorkingDays, isWorkingDay } from '@nguon/trace/working-day'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const number = makeReportNumber(Uint8Array.of(7, 19, 20, 13, 2, 25, 9))
const hanh = { id: 'p1', name: 'Chị Hạnh' }
const nam = { id: 'p2', name: 'Anh Nam' }
const at = (day: string, hour = '02:00') => new Date(`${day}T${hour}:00.000Z`)
const fresh = (kind: ReportKind = 'fake', day = '2026-11-23'): Report =>
  receiveReport({ number, kind, province: '38' }, at(day))
const text = 'Đã xem lô này tận nơi.'

/** What becomes of a report, one command a day from the day after it came. */
function after(...commands: ReportCommand[]): Report {
  let it = fresh()
  for (const [n, command] of commands.entries()) {
    const facts = decideReport(command, it, new Date(at('2026-11-24').getTime() + n * 86_400_000))
    if ('code' in facts) throw new Error(facts.code)
    it = facts.reduce(evolveReport, it)
  }
  return it
}
const take: ReportCommand = { do: 'take', by: hanh }
const answer: ReportCommand = { do: 'answer', by: hanh, outcome: 'true', text }
const aside: ReportCommand = { do: 'set-aside', by: hanh, reason: 'empty', text }

describe('the number of a report', () => {
  test('is seven letters and a check letter, read out in two fours', () => {
    expect(number).toBe('7KMD2S95')
    expect(sayReportNumber(number)).toBe('7KMD 2S95')
    expect(readReportNumber(' 7kmd-2s95 ')).toEqual({ number })
  })

  test('says of any one wrong letter, and of any two exchanged, that it is mistyped', () => {
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 7, maxLength: 7 }),
        fc.nat(7),
        fc.nat(7),
        fc.nat(31),
        (chance, one, other, letter) => {
          const right = makeReportNumber(chance)
          expect(reportNumber.safeParse(right).success).toBe(true)
          const wrong = [...right]
          wrong[one] = letters[letter]!
          const swapped = [...right]
          ;[swapped[one], swapped[other]] = [swapped[other]!, swapped[one]!]
          for (const typed of [wrong.join(''), swapped.join('')])
            if (typed !== right) expect(readReportNumber(typed)).toEqual({ code: 'report/mistyped', why: 'check' })
        },
      ),
    )
  })

  test.each([
    ['7KMD 2S9', 'length'],
    ['7KMD 2S95 N', 'length'],
    ['7KMD 2S9U', 'letter'],
    ['', 'length'],
    ['x'.repeat(50), 'length'],
  ])('%s is mistyped', (typed, why) => {
    expect(readReportNumber(typed)).toEqual({ code: 'report/mistyped', why })
  })
})

describe('working days', () => {
  test.each([
    ['a Monday and three days', '2026-11-23', 3, '2026-11-26', true],
    ['over a weekend', '2026-11-26', 3, '2026-12-01', true],
    ['from a Saturday', '2026-11-28', 1, '2026-11-30', true],
    ['over Tết Bính Ngọ', '2026-02-13', 1, '2026-02-23', true],
    ['over Giỗ Tổ, which fell on a Sunday, 30/4 and 1/5', '2026-04-24', 3, '2026-05-04', true],
    ['over Quốc khánh', '2026-08-31', 1, '2026-09-03', true],
    ['over New Year', '2026-12-31', 1, '2027-01-04', true],
    ['over a Tết that is not announced yet', '2027-02-01', 5, '2027-02-08', false],
    ['past it', '2027-05-10', 5, '2027-05-17', true],
    ['over a 1/5 on a Saturday, taken on Monday', '2027-04-29', 1, '2027-05-04', false],
    ['not at all', '2026-11-28', 0, '2026-11-28', true],
  ])('%s: %s and %i is %s', (_, from, count, day, sure) => {
    expect(afterWorkingDays(from, count)).toEqual({ day, sure })
  })

  test('one more working day is later, and is itself a day that offices work', () => {
    const day = fc
      .date({ min: new Date('2025-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
      .map((it) => it.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), (from, count) => {
        const { day: due } = afterWorkingDays(from, count)
        expect(isWorkingDay(due)).toBe(true)
        expect(due > from).toBe(true)
        expect(afterWorkingDays(from, count + 1).day > due).toBe(true)
        expect(afterWorkingDays(due, 1).day).toBe(afterWorkingDays(from, count + 1).day)
      }),
    )
  })
})

describe('a report', () => {
  test.each<[ReportKind, string]>([
    ['unsafe', '2026-11-26'],
    ['fake', '2026-11-30'],
    ['opened', '2026-11-30'],
    ['trade', '2026-11-30'],
    ['wrong', '2026-12-07'],
    ['other', '2026-12-07'],
  ])('of %s that comes on Monday 23/11/2026 is to be answered by %s', (kind, due) => {
    expect(fresh(kind)).toMatchObject({ state: 'received', due, sure: true, trail: [{ is: 'received' }] })
  })

  test('counts its days from the day in Vietnam', () => {
    const late = receiveReport({ number, kind: 'unsafe', province: '38' }, at('2026-11-23', '17:30'))
    expect(late.due).toBe('2026-11-27')
    expect(isLate(late, '2026-11-27')).toBe(false)
    expect(isLate(late, '2026-11-28')).toBe(true)
  })

  test('has a rule with its source on every day since 2026', () => {
    expect(reportRuleOn('2025-12-31')).toBeUndefined()
    expect(reportRuleOn('2026-01-01')?.source).toContain('Lời hứa')
    expect(Object.keys(reportRuleOn('2030-01-01')!.days).sort()).toEqual([...reportKinds].sort())
  })

  test.each<[string, ReportCommand[], Report['state']]>([
    ['is taken up', [take], 'taken'],
    ['is taken over by another', [take, { do: 'take', by: nam }], 'taken'],
    ['is answered by whoever took it', [take, answer], 'answered'],
    ['is set aside with a reason', [take, aside], 'set-aside'],
    ['is withdrawn by whoever sent it', [take, { do: 'withdraw' }], 'withdrawn'],
    ['ends where they are content', [take, answer, { do: 'content' }], 'closed'],
    ['begins anew where they are not', [take, answer, { do: 'reopen' }], 'received'],
    ['begins anew from aside', [take, aside, { do: 'reopen' }], 'received'],
    ['is answered a second time', [take, answer, { do: 'reopen' }, take, answer], 'answered'],
  ])('%s', (_, commands, state) => {
    const it = after(...commands)
    expect(it.state).toBe(state)
    expect(report.parse(it)).toEqual(it)
    expect(it.trail).toHaveLength(commands.length + 1)
    expect(it.revision).toBe(commands.length + 1)
  })

  test.each<[string, Report, ReportCommand, string]>([
    ['is not answered before it is taken up', fresh(), answer, 'report/not-taken'],
    ['is not answered by another', after(take), { ...answer, by: nam }, 'report/taken-by-other'],
    ['is not answered twice', after(take, answer), { ...answer, text: 'Nói lại.' }, 'report/not-from-here'],
    ['is not taken up once it is answered', after(take, answer), take, 'report/not-from-here'],
    ['is not withdrawn once it is answered', after(take, answer), { do: 'withdraw' }, 'report/not-from-here'],
    ['is no cause for content before an answer', after(take), { do: 'content' }, 'report/not-from-here'],
    [
      'is not begun anew twice',
      after(take, answer, { do: 'reopen' }, take, answer),
      { do: 'reopen' },
      'report/reopened-before',
    ],
    [
      'hears its maker five times',
      after(...Array.from({ length: 5 }, (_, n): ReportCommand => ({ do: 'reply', by: nam, text: `Lời ${n}` }))),
      { do: 'reply', by: nam, text },
      'report/said-enough',
    ],
    [
      'goes from hand to hand twenty times',
      after(...Array.from({ length: 20 }, (_, n): ReportCommand => ({ do: 'take', by: n % 2 ? nam : hanh }))),
      take,
      'report/taken-too-often',
    ],
    [
      'hears its maker no more once it is answered',
      after(take, answer),
      { do: 'reply', by: nam, text },
      'report/not-from-here',
    ],
  ])('%s', (_, it, command, code) => {
    expect(decideReport(command, it, at('2026-11-30'))).toMatchObject({ code })
  })

  test.each<[string, Report, ReportCommand]>([
    ['taking what one has taken', after(take), take],
    ['answering twice in the same words', after(take, answer), answer],
    ['setting aside twice in the same words', after(take, aside), aside],
    ['saying the same twice', after({ do: 'reply', by: nam, text }), { do: 'reply', by: nam, text }],
    ['withdrawing twice', after({ do: 'withdraw' }), { do: 'withdraw' }],
    ['being content twice', after(take, answer, { do: 'content' }), { do: 'content' }],
    ['beginning anew what has begun anew', after(take, answer, { do: 'reopen' }), { do: 'reopen' }],
    ['a clock that looks at an open one', after(take), { do: 'lapse' }],
  ])('%s changes nothing', (_, it, command) => {
    expect(decideReport(command, it, at('2026-11-30'))).toEqual([])
  })

  test('may be asked about again for fifteen days, then time closes it', () => {
    const it = after(take, answer)
    const [last, past] = [at('2026-12-10'), new Date(at('2026-12-10').getTime() + 1)]
    expect(it).toMatchObject({ reopenUntil: last.toISOString() })
    expect(decideReport({ do: 'reopen' }, it, last)).toMatchObject([{ is: 'reopened', due: '2026-12-17' }])
    expect(decideReport({ do: 'lapse' }, it, last)).toEqual([])
    expect(decideReport({ do: 'reopen' }, it, past)).toEqual({
      ...{ code: 'report/reopen-over', until: last.toISOString() },
    })
    expect(decideReport({ do: 'lapse' }, it, past)).toMatchObject([{ is: 'closed', by: 'time' }])
  })

  test('forgets who sent it ninety days after its end, and never while it is open', () => {
    expect(forgetAt(fresh())).toBeUndefined()
    expect(forgetAt(after(take))).toBeUndefined()
    expect(forgetAt(after(take, answer))).toBe('2027-03-10T02:00:00.000Z')
    expect(forgetAt(after(take, answer, { do: 'content' }))).toBe('2027-02-24T02:00:00.000Z')
    expect(forgetAt(after({ do: 'withdraw' }))).toBe('2027-02-22T02:00:00.000Z')
    expect(forgetAt(after(take, answer, { do: 'reopen' }))).toBeUndefined()
  })

  test('whatever is asked in whatever order, what follows is a report its schema knows', () => {
    const command = fc.oneof(
      fc.constantFrom<ReportCommand>(take, { do: 'take', by: nam }, answer, { ...answer, by: nam }, aside),
      fc.constantFrom<ReportCommand>({ do: 'reopen' }, { do: 'withdraw' }, { do: 'content' }, { do: 'lapse' }),
      fc.constant<ReportCommand>({ do: 'reply', by: nam, text }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(command, fc.nat(10)), { maxLength: 16 }), (commands) => {
        let it = fresh()
        let now = at('2026-11-23')
        for (const [one, days] of commands) {
          now = new Date(now.getTime() + days * 86_400_000)
          const facts = decideReport(one, it, now)
          if (!('code' in facts)) it = facts.reduce(evolveReport, it)
        }
        expect(report.parse(it)).toEqual(it)
        expect(it.trail.filter(({ is }) => is === 'reopened').length).toBeLessThanOrEqual(1)
      }),
    )
  })
})

test.each([
  ['gọi tôi 0912 345 678 nhé', 'gọi tôi ••• nhé'],
  ['gọi +84 (0)912-345-678', 'gọi +•••'],
  ['số lô 2611, hạn 12/2026, 3 gói', 'số lô 2611, hạn 12/2026, 3 gói'],
  ['0237.385.1234!', '•••!'],
])('in words for the maker, “%s” is “%s”', (said, shown) => {
  expect(hideNumbers(said)).toBe(shown)
})

test('a place is summed by what it promised: the first answer counts, by the day that was promised first', () => {
  const days = (count: number) => new Date(at('2026-11-23').getTime() + count * 86_400_000)
  const moved = (it: Report, ...commands: [ReportCommand, number][]) =>
    commands.reduce((now, [command, day]) => {
      const facts = decideReport(command, now, days(day))
      if ('code' in facts) throw new Error(facts.code)
      return facts.reduce(evolveReport, now)
    }, it)
  const quick = moved(fresh(), [take, 1], [answer, 7])
  const slow = moved(fresh(), [take, 1], [answer, 8])
  const again = moved(quick, [{ do: 'reopen' }, 8], [take, 9], [answer, 30])
  const gone = moved(fresh(), [{ do: 'withdraw' }, 1])
  const old = moved(fresh('fake', '2026-08-01'), [take, 1], [answer, 2])
  const waits = fresh('unsafe')
  expect(sumReports([quick, slow, again, gone, old, waits], '2026-11-27', 90)).toEqual({
    ...{ open: 1, late: 1, days: 90, received: 5, ended: 3, onTime: 2 },
  })
})
