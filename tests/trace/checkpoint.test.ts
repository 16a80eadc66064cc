import { keyId, readCheckpoint, verifierKey, writeCheckpoint } from '@nguon/trace/checkpoint'
import { publicBytes, signingKey } from '@nguon/trace/ed25519'
import { describe, expect, test } from 'vitest'

const key = signingKey(Buffer.alloc(32, 7))
const pub = publicBytes(key)
const checkpoint = {
  origin: 'tem.example.vn/history',
  size: 20_852_163,
  root: Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64'),
  at: '2026-11-28T03:00:00.000Z',
}
const note = writeCheckpoint(checkpoint, key)

describe('a checkpoint', () => {
  test('is a signed note of origin, size, root and time', () => {
    const lines = note.split('\n')
    expect(lines.slice(0, 5)).toEqual([
      'tem.example.vn/history',
      '20852163',
      'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
      '2026-11-28T03:00:00.000Z',
      '',
    ])
    expect(lines[5]).toMatch(/^— tem\.example\.vn\/history [A-Za-z0-9+/]{91}=$/)
    expect(lines.slice(6)).toEqual([''])
    expect(readCheckpoint(note, pub)).toEqual(checkpoint)
  })

  test('names its key as other verifiers do', () => {
    // The example key of golang.org/x/mod/sumdb/note, whose id is published with it.
    const [name, id, encoded] = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'.split('+')
    const bytes = Buffer.from(encoded!, 'base64')
    expect(keyId(name!, bytes.subarray(1)).toString('hex')).toBe(id)
    expect(verifierKey(name!, bytes.subarray(1))).toBe(`${name}+${id}+${encoded}`)
  })

  test.each<[string, string, string]>([
    ['another size', note.replace('20852163', '20852164'), 'checkpoint/forged'],
    ['another root', note.replace('CsUY', 'CsUZ'), 'checkpoint/forged'],
    ['another time', note.replace('03:00', '02:00'), 'checkpoint/forged'],
    ['a signature by another key', writeCheckpoint(checkpoint, signingKey(Buffer.alloc(32, 8))), 'checkpoint/unsigned'],
    ['no signature', note.slice(0, note.indexOf('—')), 'checkpoint/unsigned'],
    ['a line more than it may have', note.replace('\n\n', '\nmore\n\n'), 'checkpoint/malformed'],
    ['no body', 'x', 'checkpoint/malformed'],
    ['nothing', '', 'checkpoint/malformed'],
  ])('with %s is refused', (_, forged, code) => {
    expect(readCheckpoint(forged, pub)).toEqual({ code })
  })
})
