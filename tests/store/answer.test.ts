import { readAnswer } from '@nguon/store/answer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const told = (body: string, more = '') =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`
const chunked = (parts: readonly string[]) =>
  `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${[...parts, ''].map((part) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`).join('')}`

describe('an answer of HTTP/1.1', () => {
  test('is the same wherever the network cut it, in one length or in chunks', () => {
    const text = fc.string({ unit: fc.constantFrom('{', '"', 'ề', '\r\n', '\r\n\r\n', '0', 'x'), maxLength: 60 })
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), fc.nat(), (one, parts, cut) => {
        const full = parts.filter((part) => part !== '')
        for (const [sent, body] of [
          [told(one), one],
          [chunked(full), full.join('')],
        ] as const) {
          const bytes = Buffer.from(sent)
          const early = readAnswer(bytes.subarray(0, cut % bytes.length))
          expect('wanted' in early && early.wanted > cut % bytes.length && early.wanted <= bytes.length).toBe(true)
          expect(readAnswer(bytes)).toEqual({ answer: { status: 200, text: body }, bytes: bytes.length, keep: true })
        }
      }),
      { seed: 91, numRuns: 400 },
    )
  })

  test('says where it ends, so that more than one answer is noticed', () => {
    const two = Buffer.from(told('{}') + told('{"a":1}'))
    expect(readAnswer(two)).toMatchObject({ answer: { text: '{}' }, bytes: told('{}').length })
  })

  test('that closes its connection says so', () => {
    expect(readAnswer(Buffer.from(told('{}', 'Connection: close\r\n')))).toMatchObject({ keep: false })
  })

  test.each([
    ['a body that only ends with the connection', 'HTTP/1.1 200 OK\r\n\r\n{}'],
    ['another protocol', 'SSH-2.0-OpenSSH_9\r\n\r\n'],
    ['a status of no answer', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['a chunk without its length', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n'],
    ['a chunk longer than told', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{}x\r\n'],
    ['a head without an end', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(70_000)}`],
  ])('is refused as %s', (_, sent) => {
    expect(() => readAnswer(Buffer.from(sent))).toThrow()
  })
})
