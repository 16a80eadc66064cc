import { ask, send } from '../../ask.ts'
import type { SiteHouse } from '../../house.ts'
import { fine, type Refused, refusalOf, typed } from '../desk/sent.ts'
import {
  blankLink,
  faultNames,
  linkOf,
  moved,
  type OwnLinkList,
  placed,
  readLink,
  type TypedLink,
  typedOf,
} from './links.ts'

/** How the page of a product's links stands after a press, or which word leads away from it. */
export type Handed = {
  list: OwnLinkList
  typed: TypedLink
  /** The place of the link that is changed; absent where one is added. */
  at?: number
  refused: Refused
  done?: string
}

const pathOf = (product: string) => `/v1/products/${encodeURIComponent(product)}/links`

/** The list as it stands; `?sua=2` opens the form for the third link. */
export async function showLinks(house: SiteHouse, product: string, asked: URLSearchParams) {
  const found = await ask<OwnLinkList>(house, pathOf(product))
  if (!found.ok) return found
  const at = Number(asked.get('sua') ?? Number.NaN)
  const chosen = found.value.links[at]
  const shown: Handed = {
    list: found.value,
    typed: chosen ? typedOf(chosen) : blankLink,
    refused: fine,
    ...(chosen ? { at } : {}),
  }
  return { ok: true as const, value: shown }
}

/**
 * One press on the page: `up:2`, `down:2`, `drop:2`, `undo`, `add`, `save:2`. The whole list goes back under the version the page
 * was shown with, so that nothing somebody else did in between is lost.
 */
export async function handLinks(house: SiteHouse, product: string, form: FormData, now: OwnLinkList): Promise<Handed> {
  const [verb = '', place = ''] = typed(form, 'do', 20).split(':')
  const version = Number(typed(form, 'version', 9)) || 0
  const at = /^\d{1,2}$/.test(place) ? Number(place) : undefined
  const asTyped = verb === 'add' || verb === 'save' ? readLink(form) : blankLink
  const stay: Handed = {
    list: now,
    typed: asTyped,
    refused: fine,
    ...(verb === 'save' && at !== undefined ? { at } : {}),
  }
  const put = async (
    links: OwnLinkList['links'],
    done: string,
    names: Record<string, string> = {},
  ): Promise<Handed> => {
    const kept = await send<OwnLinkList>(house, 'PUT', pathOf(product), { version, links })
    return kept.ok ? { ...stay, list: kept.value, done } : { ...stay, refused: refusalOf(kept.problem, names) }
  }
  if (verb === 'undo') {
    const before = await ask<OwnLinkList>(house, `${pathOf(product)}?version=${Math.max(0, version - 1)}`)
    return before.ok ? put(before.value.links, 'lai') : { ...stay, refused: refusalOf(before.problem) }
  }
  if (at !== undefined && (verb === 'up' || verb === 'down'))
    return put(moved(now.links, at, verb === 'up' ? -1 : 1), 'cho')
  if (at !== undefined && verb === 'drop')
    return put(
      now.links.filter((_, one) => one !== at),
      'bo',
    )
  const link = linkOf(asTyped, house.lang)
  if ('faults' in link) return { ...stay, refused: { faults: link.faults, said: '' } }
  const spot = stay.at ?? now.links.length
  return put(placed(now.links, link, stay.at), stay.at === undefined ? 'them' : 'sua', faultNames(spot))
}
