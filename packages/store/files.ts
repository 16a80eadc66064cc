import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'

/** One bucket: whole objects in, whole objects out. Its client is loaded when it is first asked for: most requests need no file. */
export type Files = { bucket: string; s3: () => Promise<Loaded> }
type Loaded = { client: S3Client; sdk: typeof import('@aws-sdk/client-s3') }
export type Stored = { bytes: Uint8Array; type: string; etag: string }

export function openFiles(bucket: string, config: S3ClientConfig = {}): Files {
  let loaded: Promise<Loaded> | undefined
  const load = async () => {
    const sdk = await import('@aws-sdk/client-s3')
    return { sdk, client: new sdk.S3Client(config) }
  }
  return {
    bucket,
    s3: () => {
      loaded ??= load()
      return loaded
    },
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound')

/** Keeps an object. With `replacing`, only while the object is still the one that was read (or, with `'nothing'`, not there). */
export async function keepFile(
  files: Files,
  key: string,
  bytes: Uint8Array,
  type: string,
  replacing?: string,
): Promise<boolean> {
  const { client, sdk } = await files.s3()
  try {
    await client.send(
      new sdk.PutObjectCommand({
        Bucket: files.bucket,
        Key: key,
        Body: bytes,
        ContentType: type,
        ...(replacing === 'nothing' ? { IfNoneMatch: '*' } : replacing ? { IfMatch: replacing } : {}),
      }),
    )
    return true
  } catch (error) {
    if (error instanceof Error && (error.name === 'PreconditionFailed' || error.name === 'ConditionalRequestConflict'))
      return false
    throw error
  }
}

export async function readFile(files: Files, key: string): Promise<Stored | undefined> {
  const { client, sdk } = await files.s3()
  try {
    const got = await client.send(new sdk.GetObjectCommand({ Bucket: files.bucket, Key: key }))
    const bytes = await got.Body?.transformToByteArray()
    return bytes && { bytes, type: got.ContentType ?? 'application/octet-stream', etag: got.ETag ?? '' }
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

/** Takes an object away; one that is not there is no fault. Its versions go by the bucket's own clock. */
export async function removeFile(files: Files, key: string): Promise<void> {
  const { client, sdk } = await files.s3()
  await client.send(new sdk.DeleteObjectCommand({ Bucket: files.bucket, Key: key }))
}

/** The mark of an object's present content, to see without reading it whether it changed. */
export async function fileTag(files: Files, key: string): Promise<string | undefined> {
  const { client, sdk } = await files.s3()
  try {
    return (await client.send(new sdk.HeadObjectCommand({ Bucket: files.bucket, Key: key }))).ETag
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}
