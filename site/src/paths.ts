export const langs = ['vi', 'en'] as const
export type Lang = (typeof langs)[number]

export type ListQuery = { q?: string; group?: string; commune?: string; stars?: string; maker?: string; cursor?: string }

/** Vietnamese lives at the root, English under `/en` with the same rest. */
export function readLang(pathname: string): { lang: Lang; path: string } {
  if (pathname === '/en') return { lang: 'en', path: '/' }
  if (pathname.startsWith('/en/')) return { lang: 'en', path: pathname.slice(3) }
  return { lang: 'vi', path: pathname }
}

export function inLang(lang: Lang, path: string): string {
  if (lang === 'vi') return path
  return path === '/' ? '/en' : `/en${path}`
}

const seg = encodeURIComponent

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

/** Every page there is. Read it as the sitemap; nothing else writes an address by hand. */
export function pathsIn(lang: Lang) {
  const at = (path: string) => inLang(lang, path)
  return {
    home: () => at('/'),
    list: (query: ListQuery = {}) => withQuery(at('/hang'), query),
    product: (id: string) => at(`/hang/${seg(id)}`),
    maker: (id: string, cursor?: string) => withQuery(at(`/co-so/${seg(id)}`), { cursor }),
    order: (product: string, quantity?: number) =>
      withQuery(at(`/dat/${seg(product)}`), { quantity: quantity ? String(quantity) : undefined }),
    placed: (ref: string, token: string) => withQuery(at(`/don/${seg(ref)}`), { k: token }),
    placedCode: (ref: string, token: string) => withQuery(at(`/don/${seg(ref)}/ma.png`), { k: token }),
    stamp: (product: string, lot?: string, serial?: string) =>
      at(['/tem', seg(product), ...(serial ? [seg(lot ?? '-'), seg(serial)] : lot ? [seg(lot)] : [])].join('/')),
    typeStamp: (query: { product?: string; so?: string; q?: string } = {}) => withQuery(at('/tem'), query),
    aboutStamps: () => at('/ve-tem'),
    login: (next?: string) => withQuery(at('/vao'), { next }),
    household: {
      today: () => at('/ho'),
      products: () => at('/ho/hang'),
      addProduct: () => at('/ho/hang/moi'),
      product: (id: string) => at(`/ho/hang/${seg(id)}`),
      orders: () => at('/ho/don'),
      order: (ref: string) => at(`/ho/don/${seg(ref)}`),
      lots: (product: string) => at(`/ho/hang/${seg(product)}/lo`),
      lot: (product: string, lot: string) => at(`/ho/hang/${seg(product)}/lo/${seg(lot)}`),
      shop: () => at('/ho/co-so'),
    },
    officer: {
      worklist: () => at('/can-bo'),
      approve: (product: string) => at(`/can-bo/duyet/${seg(product)}`),
      imports: () => at('/can-bo/nhap'),
      import: (id: string) => at(`/can-bo/nhap/${seg(id)}`),
      makers: () => at('/can-bo/co-so'),
    },
    operator: {
      home: () => at('/dieu-hanh'),
      people: () => at('/dieu-hanh/nguoi'),
      keys: () => at('/dieu-hanh/khoa'),
      audit: () => at('/dieu-hanh/nhat-ky'),
    },
    docs: () => '/docs',
  }
}
export type Paths = ReturnType<typeof pathsIn>
