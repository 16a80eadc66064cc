import * as z from 'zod'

/** Who did it: a person, a key, or the house itself (timers, projections). */
const actor = z.strictObject({
  kind: z.enum(['person', 'system', 'house', 'nobody']),
  id: z.string().max(80),
  name: z.string().max(120),
})

/**
 * One change, for ever: who did what to which, when and why. It names the fields that changed and never their values, so that
 * erasing a person leaves nothing of them here; the revisions hold the values.
 */
const told = z.object({
  id: z.string().regex(/^[A-Za-z0-9-]{6,40}$/),
  at: z.iso.datetime(),
  actor,
  verb: z.string().regex(/^[a-z]{2,20}\.[a-z-]{2,30}$/),
  thingKind: z.string().regex(/^[a-z-]{2,20}$/),
  thing: z.string().min(1).max(200),
  changed: z.array(z.string().max(80)).max(100).optional(),
  reason: z.string().trim().max(600).optional(),
})
/** A record as it is read back: what was written stays readable, whatever was learned since. */
export const auditRecord = told
/** A record as it is written. A key's id is digits and letters by chance, and may look like a phone. */
export const audit = told.refine(
  ({ thingKind, thing }) => thingKind === 'key' || !/^0\d{9,10}$/.test(thing),
  'a phone number is not an id',
)
export type Audit = z.infer<typeof audit>

/** The names of the fields in which two versions differ, nested ones with dots, in order: `['name', 'price.dong']`. */
export function changedFields(before: object | undefined, after: object | undefined): string[] {
  const [old, next] = [fields(before), fields(after)]
  return [...new Set([...old.keys(), ...next.keys()])].filter((name) => old.get(name) !== next.get(name)).sort()
}

function fields(value: object | undefined, under = ''): Map<string, string> {
  const all = new Map<string, string>()
  for (const [name, held] of Object.entries(value ?? {})) {
    if (held === undefined) continue
    if (held === null || typeof held !== 'object' || Array.isArray(held)) all.set(under + name, JSON.stringify(held))
    else for (const [inner, text] of fields(held, `${under}${name}.`)) all.set(inner, text)
  }
  return all
}
