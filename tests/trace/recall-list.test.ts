import { generateKeyPairSync, verify } from 'node:crypto'
import { publicBytes, publicKey, signingKey } from '@nguon/trace/ed25519'
import { keyIdOf, type RecallList, readRecallList, recallJwk, writeRecallList } from '@nguon/trace/recall-list'
import { flattenedVerify, importJWK } from 'jose'
import { describe, expect, test } from 'vitest'

const key = signingKey(Buffer.alloc(32, 7))
const open = publicKey(publicBytes(key))
const list: RecallList = {
  ...{ v: 1, house: 'https://nguon.example', at: '2026-11-24T02:00:00.000Z', more: false },
  recalls: [
    {
      ...{ id: 'rc0123456789abcdef', product: '09520123456788', name: 'Nem chua “lá đinh lăng”', lots: ['NC-1'] },
      ...{ since: '2026-11-24', hazard: 'health', state: 'live', part: true },
    },
  ],
}

describe('the list of recalls', () => {
  test('is a flattened JWS with its payload as text, which its public key reads back', () => {
    const text = writeRecallList(list, key)
    expect(readRecallList(text, open)).toEqual(list)
    const jws = JSON.parse(text)
    expect(JSON.parse(Buffer.from(jws.protected, 'base64url').toString())).toEqual({
      ...{ alg: 'EdDSA', b64: false, crit: ['b64'], kid: keyIdOf(key) },
    })
    expect(JSON.parse(jws.payload)).toEqual(list)
    // What RFC 7797, 3 signs, put together by hand.
    const signed = Buffer.from(`${jws.protected}.${jws.payload}`)
    expect(verify(null, signed, open, Buffer.from(jws.signature, 'base64url'))).toBe(true)
  })

  test('is read, and refused when a letter changed, by a library that knows nothing of us', async () => {
    const jws = JSON.parse(writeRecallList(list, key))
    const known = await importJWK(recallJwk(key), 'EdDSA')
    const { payload } = await flattenedVerify(jws, known)
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(list)
    const changed = { ...jws, payload: jws.payload.replace('NC-1', 'NC-2') }
    await expect(flattenedVerify(changed, known)).rejects.toThrow('signature verification failed')
  })

  test.each<[string, (text: string) => string, string]>([
    ['a lot changed in it', (text) => text.replace('NC-1', 'NC-2'), 'recall-list/forged'],
    ['its signature cut short', (text) => text.replace(/.{4}"}$/, '"}'), 'recall-list/forged'],
    ['what is no list', () => '{}', 'recall-list/malformed'],
    ['what is no JSON', () => '<html>', 'recall-list/malformed'],
  ])('is refused with %s', (_, spoil, code) => {
    expect(readRecallList(spoil(writeRecallList(list, key)), open)).toEqual({ code })
  })

  test('is refused under another key', () => {
    const other = generateKeyPairSync('ed25519').publicKey
    expect(readRecallList(writeRecallList(list, key), other)).toEqual({ code: 'recall-list/other-key' })
  })

  test('names its key by the thumbprint of RFC 8037, A.3', () => {
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
    const known = publicKey(Buffer.from(x, 'base64url'))
    expect(keyIdOf(known)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
    expect(recallJwk(known)).toMatchObject({ kty: 'OKP', crv: 'Ed25519', x, alg: 'EdDSA' })
  })
})
