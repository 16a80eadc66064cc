import { inLang, pathsIn } from '../../paths.ts'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Addresses with their English twin, as sitemaps.org and Google's hreflang annotations want them. */
export function sitemap(origin: string, places: readonly string[]): string {
  const entry = (place: string) => {
    const links = (['vi', 'en'] as const)
      .map((lang) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${escaped(origin + inLang(lang, place))}"/>`)
      .join('')
    return (['vi', 'en'] as const)
      .map((lang) => `<url><loc>${escaped(origin + inLang(lang, place))}</loc>${links}</url>`)
      .join('')
  }
  return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${places.map(entry).join('')}</urlset>`
}

/** One small file per commune, so that no request has to read a whole province. */
export function sitemapIndex(origin: string, communes: readonly string[]): string {
  const files = ['trang', ...communes].map(
    (name) => `<sitemap><loc>${escaped(`${origin}/sitemap/${name}.xml`)}</loc></sitemap>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${files.join('')}</sitemapindex>`
}

const at = pathsIn('vi')
export const fixedPlaces = [at.home(), at.list(), at.typeStamp(), at.aboutStamps()]
