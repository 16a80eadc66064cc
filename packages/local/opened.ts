import { join } from 'node:path'
import { openLocal, shape } from '@nguon/functions/entry/local'
import { nameOfFolder } from './folder.ts'
import type { House } from './house.ts'
import { keep, recall } from './keep.ts'

const left = () => join(nameOfFolder, 'left.json')
const bundle = new URL('../../site/dist/server/entry.mjs', import.meta.url)

/** The house that the cloud runs, opened with what this machine has. */
export const house: House = {
  shape,
  async open({ dynamodb, s3, sqs, ...setting }) {
    const { site } = await import(bundle.href)
    const opening = { ...setting, province: '38', clients: { dynamodb, s3, sqs } }
    return openLocal(opening, { read: () => recall(left()) as never, write: (what) => keep(left(), what) }, site)
  },
}
