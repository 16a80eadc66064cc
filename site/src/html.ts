const made = Symbol('markup')

/** Markup made by `html` or `trusted`, and by nothing else: what comes from outside cannot pass for it. */
export type Markup = { readonly [made]: string }
type Part = Markup | string | number | false | undefined | readonly Part[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it may stand between tags and inside a quoted attribute. */
export const escaped = (text: string): string =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => entities[sign]!) : text

function textOf(part: Part): string {
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'object') return made in part ? part[made] : part.map(textOf).join('')
  return typeof part === 'number' ? String(part) : ''
}

/** A piece of a page. Text put in is escaped, markup and lists of it stay, `false` and `undefined` are nothing. Attributes are quoted. */
export function html(words: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = words[0]!
  for (let at = 0; at < parts.length; at++) text += textOf(parts[at]) + words[at + 1]!
  return { [made]: text }
}

/** Our own markup, written in this repository: drawings, icons, styles. Never anything a person typed. */
export const trusted = (text: string): Markup => ({ [made]: text })

export const sent = (markup: Markup): string => markup[made]
