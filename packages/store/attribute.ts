/** DynamoDB's own JSON for a value. Only the kinds this house stores: text, number, bytes, truth, nothing, lists and maps. */
export type Attribute =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { L: Attribute[] }
  | { M: Record<string, Attribute> }

export function toAttribute(value: unknown): Attribute {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  if (Array.isArray(value)) return { L: value.map(toAttribute) }
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') }
  if (typeof value === 'object') return { M: toAttributes(value) }
  throw new TypeError(`a ${typeof value} cannot be stored`)
}

/** A record; fields that are not set are left out. */
export function toAttributes(record: object): Record<string, Attribute> {
  const out: Record<string, Attribute> = {}
  for (const [name, value] of Object.entries(record)) if (value !== undefined) out[name] = toAttribute(value)
  return out
}

export function fromAttribute(attribute: Attribute): unknown {
  if ('S' in attribute) return attribute.S
  if ('N' in attribute) return Number(attribute.N)
  if ('M' in attribute) return fromAttributes(attribute.M)
  if ('L' in attribute) return attribute.L.map(fromAttribute)
  if ('B' in attribute) return Buffer.from(attribute.B, 'base64')
  if ('BOOL' in attribute) return attribute.BOOL
  if ('NULL' in attribute) return null
  throw new TypeError(`an attribute of an unknown kind: ${Object.keys(attribute)}`)
}

export function fromAttributes(map: Record<string, Attribute>): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  // A field named __proto__ would set the prototype; defined, it is a field like others.
  for (const name in map) {
    if (name === '__proto__') Object.defineProperty(out, name, { value: fromAttribute(map[name]!), enumerable: true })
    else out[name] = fromAttribute(map[name]!)
  }
  return out
}
