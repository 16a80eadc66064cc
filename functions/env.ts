/** Names of the environment, shared by the functions that read them and the infrastructure that grants them. */
export const env = {
  table: 'NGUON_TABLE',
  media: 'NGUON_MEDIA_BUCKET',
  imports: 'NGUON_IMPORTS_BUCKET',
  published: 'NGUON_PUBLISHED_BUCKET',
  sealed: 'NGUON_SEALED_BUCKET',
  intake: 'NGUON_INTAKE_QUEUE_URL',
  origin: 'NGUON_ORIGIN',
  province: 'NGUON_PROVINCE',
  /** Name of the Secrets Manager secret that holds every key of the house as one JSON object. */
  secrets: 'NGUON_SECRETS',
  stage: 'NGUON_STAGE',
  /** What the edge says to be let in; whoever comes to the gateway without it came around the edge. */
  pass: 'NGUON_EDGE_PASS',
} as const

/** The key every other is derived from where the secret holds no value of its own for it; made once, never changed. */
export const rootName = 'root'
/** The keys of the house; each at least 32 characters, none of them a default. */
export const secretNames = [
  'phone',
  'code',
  'cursor',
  'device',
  'order',
  'stamp',
  'history',
  'recall',
  'report',
] as const
/** Keys that open a provider when set. */
export const providerSecretNames = ['sepay', 'stripeKey', 'stripeWebhook'] as const

/** The header in which the edge says who asks. */
export const viewerHeader = 'x-nguon-viewer'
/** The path as the asker wrote it: the gateway decodes `%2F` and cuts at `%3F` before a function sees its own. */
export const pathHeader = 'x-nguon-path'
/**
 * The `Authorization` an asker wrote, where the edge asks a function under its own signature: that signature stands in
 * `Authorization` and overwrites theirs, so the edge says here what stood there.
 */
export const keyHeader = 'x-nguon-key'
/** The header that carries the edge's pass. */
export const passHeader = 'x-nguon-pass'

/** Stands where nobody has said the address yet. Printed stamps carry it for years, so nothing opens on this one. */
export const exampleOrigin = 'https://nguon.example'
