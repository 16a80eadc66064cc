import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'

/** One bucket: whole objects in, whole objects out. */
export type Files = { bucket: string; s3: S3Client }
export type Stored = { bytes: Uint8Array; type: string; etag: string }

export const openFiles = (bucket: string, config: S3ClientConfig = {}): Files => ({ bucket, s3: new S3Client(config) })

/** Keeps an object. With `replacing`, only while the object is still the one that was read (or, with `'nothing'`, not there). */
export async function keepFile(
  files: Files,
  key: string,
  bytes: Uint8Array,
  type: string,
  replacing?: string,
): Promise<boolean> {
  try {
    await files.s3.send(
      new PutObjectCommand({
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
  try {
    const got = await files.s3.send(new GetObjectCommand({ Bucket: files.bucket, Key: key }))
    const bytes = await got.Body?.transformToByteArray()
    return bytes && { bytes, type: got.ContentType ?? 'application/octet-stream', etag: got.ETag ?? '' }
  } catch (error) {
    if (error instanceof NoSuchKey || error instanceof NotFound) return undefined
    throw error
  }
}

/** The mark of an object's present content, to see without reading it whether it changed. */
export async function fileTag(files: Files, key: string): Promise<string | undefined> {
  try {
    return (await files.s3.send(new HeadObjectCommand({ Bucket: files.bucket, Key: key }))).ETag
  } catch (error) {
    if (error instanceof NotFound || error instanceof NoSuchKey) return undefined
    throw error
  }
}
