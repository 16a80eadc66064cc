import { vocabulary } from './link.ts'
import { jsonLdContext } from './linkset.ts'

export type Resolver = {
  /** Scheme and host, without a slash at the end: the file lies at the root of the domain. */
  origin: string
  name: string
  /** The numeric keys that are really answered; "all" would be a claim about every one of them. */
  keys: readonly string[]
  contact?: {
    fn: string
    hasAddress?: { streetAddress?: string; locality?: string; region?: string; 'country-name'?: string }
  }
}

/** The resolver description file, `/.well-known/gs1resolver` (schema 1.2.0). */
export const describeResolver = ({ origin, name, keys, contact }: Resolver) => ({
  name,
  resolverRoot: origin,
  supportedPrimaryKeys: keys,
  supportedLinkType: [{ namespace: vocabulary, prefix: 'gs1:' }],
  linkTypeDefaultCanBeLinkset: false,
  jsonLdContextLocation: jsonLdContext,
  ...(contact && { contact }),
})
