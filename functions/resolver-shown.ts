import { inForce } from '@nguon/listing/certificate'
import { type OwnLink, ownLinkList } from '@nguon/listing/own-link'
import { producer } from '@nguon/listing/producer'
import { product } from '@nguon/listing/product'
import { ownLinksKey, passportKey, producerKey, productKey } from '@nguon/store/key'
import { passport } from '@nguon/store/passport'
import { issueOf } from '@nguon/store/stamps'
import { bare, readItems } from '@nguon/store/table'
import { type Recall, recallAt } from '@nguon/trace/scan'
import { lotClass } from '@nguon/trace/telling'
import type { House } from './house.ts'

/** What there is to show of what was scanned, beside the pages every number has. */
export type Shown = {
  maker: string
  onSale: boolean
  /** Papers in force today: on the product's own page, on its maker's, on the passport of the lot. */
  papers: { product: boolean; maker: boolean }
  /** The lot asked for, or that of the stamp, where we know it. */
  lot?: { lot: string; class: string; papers: boolean; recalled: boolean }
  own: readonly OwnLink[]
}
export type Asked = { product: string; lot?: string | undefined; stamp?: number | undefined }

/** A recall of some runs is told of the stamps in them, and of a lot only where it means the whole of it. */
const isCalledBack = (recalls: readonly Recall[] = [], stamp: number | undefined): boolean =>
  stamp === undefined ? recalls.some(({ ranges }) => ranges === undefined) : recallAt(recalls, stamp) !== undefined

/** Three or four reads in two round trips; only a request for links pays them, a plain scan never. */
export async function shownOf(
  { table, origin }: Pick<House, 'table' | 'origin'>,
  today: string,
  asked: Asked,
): Promise<Shown | undefined> {
  const lot =
    asked.lot ?? (asked.stamp === undefined ? undefined : (await issueOf(table, asked.product, asked.stamp))?.lot)
  const keys = [productKey(asked.product), ownLinksKey(asked.product)]
  const [item, own, page] = await readItems(table, lot ? [...keys, passportKey(asked.product, lot)] : keys)
  if (!item) return undefined
  const it = product.parse(bare(item))
  const face = page && passport.parse(bare(page))
  const [made] = await readItems(table, [producerKey(it.maker)])
  const counts = (papers: readonly Parameters<typeof inForce>[0][]) => papers.some((paper) => inForce(paper, today))
  return {
    maker: it.maker,
    onSale: it.publication.state === 'published',
    papers: {
      product: counts(it.certificates),
      maker: made !== undefined && counts(producer.parse(bare(made)).certificates),
    },
    ...(lot && face
      ? {
          lot: {
            ...{ lot, class: lotClass(asked.product, lot, origin) },
            ...{ papers: counts(face.certificates), recalled: isCalledBack(face.recalls, asked.stamp) },
          },
        }
      : {}),
    own: own ? ownLinkList.parse(bare(own)).links : [],
  }
}
