import { type Answer, ask, send } from '../../ask.ts'
import type { Picture, SiteHouse } from '../../house.ts'
import type { Own } from './stall.ts'

type Kept = { key: string; alt: string; width: number; height: number }

/** Pictures as the API takes them: by their key, which is where they are served without the first slash. */
export const keptPictures = (pictures: readonly Picture[]): Kept[] =>
  pictures.map(({ src, alt, width, height }) => ({ key: src.replace(/^\//, ''), alt, width, height }))

/** Keeps a picture and puts it last among those of a product. */
export async function addPicture(
  house: Pick<SiteHouse, 'api'>,
  product: Pick<Own, 'id' | 'name' | 'pictures' | 'revision'>,
  file: File,
): Promise<Answer<Own>> {
  const path = `/v1/products/${product.id}/pictures?${new URLSearchParams({ alt: product.name })}`
  const kept = await ask<Kept>(house, path, {
    method: 'POST',
    body: await file.arrayBuffer(),
    headers: { 'content-type': file.type },
  })
  if (!kept.ok) return kept
  const pictures = [...keptPictures(product.pictures).filter((it) => it.key !== kept.value.key), kept.value].slice(-8)
  return send<Own>(house, 'PATCH', `/v1/products/${product.id}`, { revision: product.revision, pictures })
}
