import { randomBytes } from 'node:crypto'
import { keep, recall } from './keep.ts'

/** A secret by its purpose: 43 characters of base64url, made at the first asking and the same ever after. */
export type SecretOf = (purpose: string) => string

/** The secrets of one machine, in a file that only its owner reads. Nothing in the cloud takes secrets from here. */
export function openSecrets(file: string): SecretOf {
  const kept = recall(file)
  const secrets = new Map<string, string>(typeof kept === 'object' && kept !== null ? Object.entries(kept) : [])
  return (purpose) => {
    const known = secrets.get(purpose)
    if (known) return known
    const fresh = randomBytes(32).toString('base64url')
    secrets.set(purpose, fresh)
    keep(file, Object.fromEntries(secrets))
    return fresh
  }
}
