import type { KeyObject } from 'node:crypto'
import { seal } from './seal.ts'

/**
 * The part of a network address that its holder cannot change at will: an IPv4 address whole, the first 64 bits of an IPv6
 * one (the smallest block that is handed to a home, RFC 6177).
 */
export function networkOf(address: string): string {
  const v4 = address.match(/(?:^|:)(\d{1,3}(?:\.\d{1,3}){3})$/)
  if (v4?.[1]) return v4[1]
  const [head = '', tail] = address.toLowerCase().slice(0, 60).split('%')[0]?.split('::') ?? []
  const groups = (text: string) => text.split(':').filter((group) => group !== '')
  const [left, right] = [groups(head), groups(tail ?? '')]
  const middle = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...middle, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** The table key under which an address is counted: keyed, so that no address is kept. */
export const addressKey = (secret: KeyObject, address: string): string => seal(secret, 'address', networkOf(address))
