import { linkTypeNamed, linkTypes } from './link-type.ts'
import type { Linkset } from './linkset.ts'

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made safe between tags and in quoted attributes. */
export const markup = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark]!)

/** A type in words: Vietnamese, English and GS1's own name; another's as it is written. */
function sayType(type: string): string {
  const name = linkTypeNamed(type)
  return name ? `${linkTypes[name].vi} · ${linkTypes[name].en} (gs1:${name})` : type
}

/** A linkset for a person to read, the same set embedded as JSON-LD. Complete, self-contained, no script that runs. */
export function linksetPage(set: Linkset, context: string): string {
  const items = set.linkset.map(({ anchor, itemDescription, ...types }) => {
    const rows = Object.entries(types).flatMap(([type, targets]) =>
      typeof targets === 'string'
        ? []
        : targets.map(
            ({ href, title, hreflang = [] }) =>
              `<li><a href="${markup(href)}"${hreflang[0] ? ` hreflang="${markup(hreflang[0])}"` : ''}>${markup(title)}</a> <small>${markup(
                [sayType(type), ...hreflang].join(' · '),
              )}</small></li>`,
          ),
    )
    return `<h2>${markup(itemDescription)}</h2><p><small>${markup(anchor)}</small></p><ul>${rows.join('')}</ul>`
  })
  const data = JSON.stringify({ '@context': context, ...set }).replaceAll('<', '\\u003c')
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>Các đường dẫn</title><style>body{margin:24px auto;padding:0 16px;max-width:640px;background:#FBF8F1;color:#1B2233;font:16px/26px system-ui,sans-serif}h1{font-size:28px;line-height:38px}h2{font-size:18px;line-height:27px;margin:24px 0 0}a{color:#1F3D73}li{padding:8px 0}small{color:#474E5E;overflow-wrap:anywhere}</style></head><body><h1>Các đường dẫn <span lang="en">· Links</span></h1>${items.join('')}<script type="application/ld+json">${data}</script></body></html>`
}
