export const langs = ['vi', 'en'] as const
export type Lang = (typeof langs)[number]

/** What was done and how to take it back, carried over a redirect. */
export type DeskQuery = Record<string, string | undefined>
export type ListQuery = {
  q?: string
  group?: string
  commune?: string
  stars?: string
  maker?: string
  cursor?: string
}

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
    log: (cursor?: string) => withQuery(at('/lich-su'), { cursor }),
    history: (product: string, lot: string) => at(`/lich-su/${seg(product)}/${seg(lot)}`),
    historyFile: (product: string, lot: string) => `/v1/products/${seg(product)}/lots/${seg(lot)}/history`,
    reportStart: () => at('/bao'),
    /** With nothing known of the goods, `-` stands for them. */
    report: ({ product = '-', lot, serial }: { product?: string; lot?: string; serial?: string }, kind?: string) =>
      withQuery(at(`/bao/${seg(product)}`), { lo: lot, tem: serial, loai: kind }),
    reported: (number: string, token: string, query: DeskQuery = {}) =>
      withQuery(at(`/bao/so/${seg(number)}`), { k: token, ...query }),
    aboutStamps: () => at('/ve-tem'),
    copyRules: (rule?: string) => at('/luat-sao-chep') + (rule ? `#${rule}` : ''),
    recalls: (cursor?: string) => withQuery(at('/thu-hoi'), { cursor }),
    recall: (id: string) => at(`/thu-hoi/${seg(id)}`),
    recallFeed: () => at('/thu-hoi.atom'),
    recallFile: () => '/recalls.json',
    check: () => at('/kiem-tra'),
    login: (next?: string) => withQuery(at('/vao'), { ve: next }),
    logout: () => at('/vao/ra'),
    sessions: () => at('/vao/may'),
    household: {
      today: (query: DeskQuery = {}) => withQuery(at('/ho'), query),
      orders: (only?: string, cursor?: string) => withQuery(at('/ho/don'), { loc: only, cursor }),
      add: () => at('/ho/them'),
      reports: (query: DeskQuery = {}) => withQuery(at('/ho/khieu-nai'), query),
      diary: (query: DeskQuery = {}) => withQuery(at('/ho/nhat-ky'), query),
      newCrop: () => at('/ho/nhat-ky/vu'),
      products: (query: DeskQuery = {}) => withQuery(at('/ho/mon'), query),
      product: (id: string, query: DeskQuery = {}) => withQuery(at(`/ho/mon/${seg(id)}`), query),
      lots: (product: string, query: DeskQuery = {}) => withQuery(at(`/ho/mon/${seg(product)}/lo`), query),
      links: (product: string, query: DeskQuery = {}) => withQuery(at(`/ho/mon/${seg(product)}/lien-ket`), query),
      stamps: (product?: string, lot?: string, query: DeskQuery = {}) =>
        withQuery(at('/ho/tem'), { mon: product, lo: lot, ...query }),
      scans: (product?: string, lot?: string, query: DeskQuery = {}) =>
        withQuery(at('/ho/tem/quet'), { mon: product, lo: lot, ...query }),
      print: (product?: string, lot?: string, query: DeskQuery = {}) =>
        withQuery(at('/ho/tem/in'), { mon: product, lo: lot, ...query }),
      printers: (query: DeskQuery = {}) => withQuery(at('/ho/tem/may-in'), query),
      recalls: (query: DeskQuery = {}) => withQuery(at('/ho/thu-hoi'), query),
      newRecall: (product: string, query: DeskQuery = {}) => withQuery(at(`/ho/thu-hoi/moi/${seg(product)}`), query),
      recall: (id: string, query: DeskQuery = {}) => withQuery(at(`/ho/thu-hoi/${seg(id)}`), query),
    },
    officer: {
      worklist: (product?: string, query: DeskQuery = {}) => withQuery(at('/can-bo'), { mon: product, ...query }),
      reports: (query: DeskQuery = {}) => withQuery(at('/can-bo/khieu-nai'), query),
      report: (number: string, query: DeskQuery = {}) => withQuery(at(`/can-bo/khieu-nai/${seg(number)}`), query),
      reportSheet: (commune?: string) => withQuery('/v1/report-desk.csv', { commune }),
      reportPicture: (number: string) => `/v1/reports/${seg(number)}/picture`,
      imports: () => at('/can-bo/nhap'),
      import: (id: string, query: DeskQuery = {}) => withQuery(at(`/can-bo/nhap/${seg(id)}`), query),
      makers: (commune?: string, query: DeskQuery = {}) => withQuery(at('/can-bo/co-so'), { xa: commune, ...query }),
      maker: (id: string, query: DeskQuery = {}) => withQuery(at(`/can-bo/co-so/${seg(id)}`), query),
      items: (product: string, lot: string, query: DeskQuery = {}) =>
        withQuery(at(`/can-bo/ho-chieu/${seg(product)}/${seg(lot)}`), query),
      product: (id: string, query: DeskQuery = {}) => withQuery(at(`/can-bo/mon/${seg(id)}`), query),
      lots: (product: string, query: DeskQuery = {}) => withQuery(at(`/can-bo/mon/${seg(product)}/lo`), query),
      stamps: (product?: string, lot?: string, query: DeskQuery = {}) =>
        withQuery(at('/can-bo/tem'), { mon: product, lo: lot, ...query }),
      scans: (maker: string, product?: string, lot?: string, query: DeskQuery = {}) =>
        withQuery(at(`/can-bo/co-so/${seg(maker)}/quet`), { mon: product, lo: lot, ...query }),
      diary: (maker: string, query: DeskQuery = {}) => withQuery(at(`/can-bo/nhat-ky/${seg(maker)}`), query),
      newCrop: (maker: string) => at(`/can-bo/nhat-ky/${seg(maker)}/vu`),
      print: (product?: string, lot?: string, query: DeskQuery = {}) =>
        withQuery(at('/can-bo/tem/in'), { mon: product, lo: lot, ...query }),
      printers: (query: DeskQuery = {}) => withQuery(at('/can-bo/tem/may-in'), query),
      recalls: (query: DeskQuery = {}) => withQuery(at('/can-bo/thu-hoi'), query),
      newRecall: (product: string, query: DeskQuery = {}) =>
        withQuery(at(`/can-bo/thu-hoi/moi/${seg(product)}`), query),
      recall: (id: string, query: DeskQuery = {}) => withQuery(at(`/can-bo/thu-hoi/${seg(id)}`), query),
      links: (product: string, query: DeskQuery = {}) => withQuery(at(`/can-bo/mon/${seg(product)}/lien-ket`), query),
    },
    operator: {
      people: (query: DeskQuery = {}) => withQuery(at('/dieu-hanh'), query),
      keys: (query: DeskQuery = {}) => withQuery(at('/dieu-hanh/khoa'), query),
      money: (query: DeskQuery = {}) => withQuery(at('/dieu-hanh/tien'), query),
      numbers: (query: DeskQuery = {}) => withQuery(at('/dieu-hanh/ma-so'), query),
      audit: (month?: string, cursor?: string) => withQuery(at('/dieu-hanh/nhat-ky'), { thang: month, cursor }),
    },
    /** Files that the API itself answers with. */
    stampSheet: (product: string, lot: string, first: number, last: number) =>
      `/v1/products/${seg(product)}/lots/${seg(lot)}/stamps/sheet?first=${first}&last=${last}&template=65`,
    printFile: (product: string, lot: string, print: string) =>
      `/v1/products/${seg(product)}/lots/${seg(lot)}/prints/${seg(print)}/file`,
    printRanges: (product: string, lot: string, print: string) =>
      `/v1/products/${seg(product)}/lots/${seg(lot)}/prints/${seg(print)}/ranges`,
    calibration: (printer: string) => `/v1/me/printers/${seg(printer)}/calibration`,
    poster: (maker: string, kind: string, product?: string) =>
      withQuery(`/v1/producers/${seg(maker)}/poster`, { kind, product }),
    stampLedger: (product: string, lot: string) => `/v1/products/${seg(product)}/lots/${seg(lot)}/stamps/ledger.csv`,
    recallReport: (id: string) => `/v1/recalls/${seg(id)}/report.csv`,
    noticesFile: () => '/v1/notices.csv',
    importReport: (id: string) => `/v1/imports/${seg(id)}/report`,
    docs: () => '/docs',
  }
}
export type Paths = ReturnType<typeof pathsIn>
