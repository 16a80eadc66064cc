import { linkTypeNamed } from '@nguon/gs1/link-type'
import * as z from 'zod'
import { line } from './said.ts'

/** More than a package has use for, and a record that stays small. */
export const ownLinkMost = 40

type Words = { vi: string; en: string }
/** A rule with its sentence in two languages (functions/invalid.ts); the first that fails is told, and only that. */
const must = (holds: (text: string) => boolean, params: Words) => [holds, { params, abort: true }] as const

// Where a scan is led is the house's to say; a maker's links stand beside it.
const settled = ['defaultLink', 'defaultLinkMulti']

/** `gs1:recipeInfo`: one of GS1's ratified types, the default ones apart. */
export const ownLinkType = z
  .string()
  .max(60)
  .refine(
    ...must((text) => text.startsWith('gs1:') && linkTypeNamed(text) !== undefined, {
      vi: 'không có trong danh sách loại đường dẫn của GS1.',
      en: 'is not among the link types of GS1.',
    }),
  )
  .refine(
    ...must((text) => !settled.includes(text.slice(4)), {
      vi: 'là trang mặc định của tem, do hệ thống giữ.',
      en: 'is the default of a stamp, which the house keeps.',
    }),
  )

/** An address as it goes into a header and a linkset: what RFC 3986 has no letter for is escaped, a stray % too. */
function spelled(text: string): string {
  if (!/^https:\/\//i.test(text) || !URL.canParse(text)) return text
  const { href } = new URL(text)
  const [before, ...after] = href.split('#')
  return [before, after.join('%23')]
    .filter((part, at) => at === 0 || part !== '')
    .join('#')
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replace(/[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]/g, encodeURIComponent)
}

// Names that lead nowhere outside one network (RFC 6761, RFC 6762, ICANN on .internal), and addresses in place of names.
const inward = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|test|invalid|onion|arpa)$/

function isPublic(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { hostname } = new URL(text)
  const name = hostname.replace(/\.$/, '')
  // The URL standard writes every spelling of an IPv4 address as four numbers, of an IPv6 one in brackets.
  return /\.[a-z][a-z0-9-]*$/.test(name) && !inward.test(name)
}

const isBare = (text: string): boolean => {
  if (!URL.canParse(text)) return true
  const { username, password } = new URL(text)
  return username === '' && password === ''
}

/** An https address anybody can open. It is shown and led to, never fetched. */
export const publicHref = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .overwrite(spelled)
  .max(1000)
  .refine(
    ...must((text) => /^https:\/\//.test(text) && URL.canParse(text), {
      vi: 'chưa phải địa chỉ bắt đầu bằng https://.',
      en: 'is not an address that starts with https://.',
    }),
  )
  .refine(
    ...must(isPublic, {
      vi: 'chỉ mở được trong mạng riêng, cần một trang ai cũng vào được.',
      en: 'opens inside one network only; a page that anybody can open is wanted.',
    }),
  )
  .refine(
    ...must(isBare, {
      vi: 'có tên đăng nhập hoặc mật khẩu ở trong.',
      en: 'has a user name or a password inside.',
    }),
  )

/** A link that a product's keeper set beside ours. Without a lot it is of the whole product. */
export const ownLink = z.strictObject({
  linkType: ownLinkType,
  href: publicHref,
  title: line(120).min(1),
  /** What a linkset can carry: `vi`, `vi-VN` (GS1's linkset schema). */
  hreflang: z
    .array(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/))
    .max(6)
    .default(['vi']),
  type: z
    .string()
    .max(80)
    .regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/)
    .optional(),
  lot: z
    .string()
    .regex(/^[A-Z0-9][A-Z0-9.-]{0,19}$/)
    .optional(),
})
export type OwnLink = z.infer<typeof ownLink>

/** Two links that no request could tell apart. */
const identity = ({ lot = '', linkType, href, hreflang, type = '' }: OwnLink) =>
  [lot, linkType, href, [...hreflang].sort().join(), type].join('\n')

/** All of a product's own links, in the order its keeper wants. */
export const ownLinks = z
  .array(ownLink)
  .max(ownLinkMost)
  .superRefine((links, c) => {
    const said = {
      vi: 'đã có trong danh sách, cùng loại và ngôn ngữ.',
      en: 'is in the list already, same type and language.',
    }
    const seen = new Set<string>()
    for (const [at, link] of links.entries()) {
      if (seen.has(identity(link))) c.addIssue({ code: 'custom', path: [at, 'href'], params: said })
      seen.add(identity(link))
    }
  })

/** What is kept of them: `version` counts the changes, so that two keepers do not write over each other. */
export const ownLinkList = z.object({
  version: z.int().nonnegative(),
  links: z.array(ownLink),
  at: z.iso.datetime().optional(),
  by: z.string().optional(),
})
export type OwnLinkList = z.infer<typeof ownLinkList>

/** What stands for a product whose keeper never set one. */
export const noOwnLinks: OwnLinkList = { version: 0, links: [] }

/** Whether two lists say the same in the same order. */
export const sameLinks = (one: readonly OwnLink[], other: readonly OwnLink[]): boolean =>
  JSON.stringify(one.map(spoken)) === JSON.stringify(other.map(spoken))
const spoken = (it: OwnLink) => [identity(it), it.title]
