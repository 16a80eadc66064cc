import { issue, issueStamps } from '@nguon/trace/issue'
import { stampSpace } from '@nguon/trace/stamp'
import { describe, expect, test } from 'vitest'

const order = {
  product: '09520123456788',
  lot: 'AT-2611',
  maker: 'htx-a',
  key: 1,
  by: 'person-1',
  at: '2026-11-22T02:00:00.000Z',
} as const

describe('an issue', () => {
  test.each([1, 100, 1_000_000])('of %i stamps is one record', (count) => {
    const made = issueStamps({ ...order, count, next: 500 })
    expect(made).toEqual({ ...order, count, first: 500, last: 500 + count - 1 })
    expect(issue.parse(made)).toEqual(made)
  })

  test.each([0, -1, 1.5, 1_000_001, Number.NaN])('of %d stamps is refused', (count) => {
    expect(issueStamps({ ...order, count, next: 0 })).toEqual({ code: 'issue/count', count, least: 1, most: 1_000_000 })
  })

  test('may use the last index there is, and nothing beyond it', () => {
    expect(issueStamps({ ...order, count: 10, next: stampSpace - 10 })).toMatchObject({ last: stampSpace - 1 })
    expect(issueStamps({ ...order, count: 11, next: stampSpace - 10 })).toEqual({
      code: 'issue/space',
      count: 11,
      left: 10,
    })
    expect(issueStamps({ ...order, count: 1, next: stampSpace })).toEqual({ code: 'issue/space', count: 1, left: 0 })
  })

  test('read back with ends that disagree with its count is not an issue', () => {
    expect(issue.safeParse({ ...order, count: 5, first: 0, last: 5 }).success).toBe(false)
  })
})
