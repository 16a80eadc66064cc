/** One good request for every route, by operationId: what the sweep and the fuzz begin from. A route without one fails both. */
export type Sample = {
  path: string
  body?: unknown
  type?: string
  of: 'everyone' | 'self' | 'goods' | 'place' | 'person' | 'own' | 'whole'
}
export type Ground = {
  product: string
  lot: string
  serial: string
  maker: string
  person: string
  key: string
  ref: string
  token: string
  session: string
  revision: number
  /** How many heads the newest signed root covers. */
  root: number
  plot: string
  crop: string
  entry: string
  lotEntry: string
  recall?: string
  report?: { number: string; token: string }
  import?: string
  capture?: string
  event?: string
  print?: string
  fresh: () => string
}

const noReport = { number: '0000000D', token: 'x'.repeat(22) }
const noRecall = 'rc0000000000000000'
/** What a recall says to everybody. */
export const recallWords = {
  hazard: 'health',
  reason: 'Một mẻ ủ quá nóng, có thể nhiễm khuẩn.',
  advice: 'Không ăn, mang lại nơi mua để được hoàn tiền.',
  contact: 'Ủy ban nhân dân xã, giờ hành chính',
}

export const samples: Record<string, (on: Ground) => Sample> = {
  readShelf: () => ({ path: '/v1/shelf?province=38', of: 'everyone' }),
  listProducts: () => ({ path: '/v1/products?province=38&limit=2', of: 'everyone' }),
  readProduct: ({ product }) => ({ path: `/v1/products/${product}`, of: 'everyone' }),
  addProduct: ({ maker, fresh }) => ({
    path: '/v1/products',
    body: { maker, name: `Nem ${fresh()}`, group: 'I', price: { is: 'ask' } },
    of: 'goods',
  }),
  editProduct: ({ product, revision }) => ({
    path: `/v1/products/${product}`,
    body: { revision, brand: 'Bà Mai' },
    of: 'goods',
  }),
  listOwnProducts: ({ maker }) => ({ path: `/v1/producers/${maker}/products`, of: 'goods' }),
  listRevisions: ({ product }) => ({ path: `/v1/products/${product}/revisions`, of: 'goods' }),
  addAlias: ({ product }) => ({
    path: `/v1/products/${product}/aliases`,
    body: { gtin: '9520123456795' },
    of: 'goods',
  }),
  readLinks: ({ product }) => ({ path: `/v1/products/${product}/links`, of: 'goods' }),
  keepLinks: ({ product }) => ({
    path: `/v1/products/${product}/links`,
    body: {
      version: 0,
      links: [{ linkType: 'gs1:recipeInfo', href: 'https://nha.example/nem', title: 'Cách ăn nem' }],
    },
    of: 'goods',
  }),
  listPrefixes: () => ({ path: '/v1/prefixes', of: 'whole' }),
  addPrefix: ({ fresh }) => ({
    path: '/v1/prefixes',
    body: {
      prefix: `9529${String(Number.parseInt(fresh(), 36)).slice(-6)}`,
      validFrom: '2026-11-01',
      source: 'giấy phép',
    },
    of: 'whole',
  }),
  changePrefix: () => ({ path: '/v1/prefixes/9521234', body: { version: 99, last: 500 }, of: 'whole' }),
  giveNumber: ({ product }) => ({ path: `/v1/products/${product}/number`, of: 'goods' }),
  restoreRevision: ({ product, revision }) => ({
    path: `/v1/products/${product}/revisions/1/restore`,
    body: { revision },
    of: 'goods',
  }),
  setCertificates: ({ product, revision }) => ({
    path: `/v1/products/${product}/certificates`,
    body: { revision, certificates: [] },
    of: 'goods',
  }),
  movePublication: ({ product }) => ({
    path: `/v1/products/${product}/publication`,
    body: { do: 'submit' },
    of: 'goods',
  }),
  setStock: ({ product }) => ({ path: `/v1/products/${product}/stock`, body: { left: 9 }, of: 'goods' }),
  addPicture: ({ product }) => ({ path: `/v1/products/${product}/pictures?alt=nem`, body: dot, of: 'goods' }),
  listProducers: () => ({ path: '/v1/producers?commune=14797', of: 'everyone' }),
  readProducer: ({ maker }) => ({ path: `/v1/producers/${maker}`, of: 'everyone' }),
  readProducerRecord: ({ maker }) => ({ path: `/v1/producers/${maker}/record`, of: 'goods' }),
  addProducer: ({ fresh }) => ({
    path: '/v1/producers',
    body: { name: `Hộ ${fresh()}`, kind: 'household', commune: '14797', province: '38' },
    of: 'place',
  }),
  editProducer: ({ maker, revision }) => ({
    path: `/v1/producers/${maker}`,
    body: { revision, story: 'Làm từ sáng sớm' },
    of: 'goods',
  }),
  listCommunes: () => ({ path: '/v1/communes?province=38', of: 'everyone' }),
  listProvinces: () => ({ path: '/v1/provinces', of: 'everyone' }),
  listLots: ({ product }) => ({ path: `/v1/products/${product}/lots`, of: 'everyone' }),
  addLot: ({ product, fresh }) => ({
    path: `/v1/products/${product}/lots`,
    body: { lot: `L-${fresh()}`, made: '2026-11-20' },
    of: 'goods',
  }),
  readLot: ({ product, lot }) => ({ path: `/v1/products/${product}/lots/${lot}`, of: 'goods' }),
  addEvent: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/events`,
    body: { kind: 'packing', at: '2026-11-21T08:00:00+07:00' },
    of: 'goods',
  }),
  readCheckpoint: () => ({ path: '/v1/history/checkpoint', of: 'everyone' }),
  listHistoryRoots: () => ({ path: '/v1/history/roots', of: 'everyone' }),
  listHistoryEntries: () => ({ path: '/v1/history/entries', of: 'everyone' }),
  proveHistoryConsistency: ({ root }) => ({ path: `/v1/history/consistency?from=${root}&to=${root}`, of: 'everyone' }),
  proveHistory: ({ product, lot }) => ({ path: `/v1/products/${product}/lots/${lot}/history`, of: 'everyone' }),
  listEvents: ({ product, lot }) => ({ path: `/v1/products/${product}/lots/${lot}/events`, of: 'everyone' }),
  listPlots: ({ maker }) => ({ path: `/v1/producers/${maker}/plots`, of: 'goods' }),
  readPlot: ({ maker, plot }) => ({ path: `/v1/producers/${maker}/plots/${plot}`, of: 'goods' }),
  addPlot: ({ maker, fresh }) => ({
    path: `/v1/producers/${maker}/plots`,
    body: {
      name: `Ruộng ${fresh()}`,
      area: { number: 720, uom: 'MTK' },
      codes: [{ kind: 'planting-area', code: 'VN-38-0001', market: 'trong nước', status: 'in-force' }],
    },
    of: 'goods',
  }),
  editPlot: ({ maker, plot, revision }) => ({
    path: `/v1/producers/${maker}/plots/${plot}`,
    body: { name: 'Đồi trước', revision },
    of: 'goods',
  }),
  listCrops: ({ maker }) => ({ path: `/v1/producers/${maker}/crops`, of: 'goods' }),
  readCrop: ({ maker, crop }) => ({ path: `/v1/producers/${maker}/crops/${crop}`, of: 'goods' }),
  addCrop: ({ maker, plot }) => ({
    path: `/v1/producers/${maker}/crops`,
    body: { plot, crop: 'Chè', variety: 'LDP1', template: 'tea', from: '2026-10-01' },
    of: 'goods',
  }),
  editCrop: ({ maker, crop, revision }) => ({
    path: `/v1/producers/${maker}/crops/${crop}`,
    body: { until: '2026-11-30', revision },
    of: 'goods',
  }),
  readDiary: ({ maker, crop }) => ({ path: `/v1/producers/${maker}/crops/${crop}/diary`, of: 'goods' }),
  addDiaryEntry: ({ maker, crop }) => ({
    path: `/v1/producers/${maker}/crops/${crop}/diary`,
    body: { work: 'tending', at: '2026-11-21T07:00:00+07:00', method: 'làm cỏ' },
    of: 'goods',
  }),
  repeatDiary: ({ maker, crop }) => ({ path: `/v1/producers/${maker}/crops/${crop}/diary/as-before`, of: 'goods' }),
  correctDiaryEntry: ({ maker, crop, entry }) => ({
    path: `/v1/producers/${maker}/crops/${crop}/diary/${entry}/correction`,
    body: { instead: { work: 'watering', at: '2026-11-20T06:00:00+07:00', source: 'pond' } },
    of: 'goods',
  }),
  checkDiaryEntry: ({ maker, crop, entry }) => ({
    path: `/v1/producers/${maker}/crops/${crop}/diary/${entry}/check`,
    of: 'goods',
  }),
  exportDiary: ({ maker, crop }) => ({ path: `/v1/producers/${maker}/crops/${crop}/diary/file?form=csv`, of: 'goods' }),
  addDiaryPicture: ({ maker, crop }) => ({
    path: `/v1/producers/${maker}/crops/${crop}/pictures`,
    body: dot,
    of: 'goods',
  }),
  exportPassport: ({ product, lot }) => ({ path: `/v1/products/${product}/lots/${lot}/passport.json`, of: 'everyone' }),
  exportPassportSheet: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/passport.xlsx`,
    of: 'everyone',
  }),
  readPassportItems: ({ product, lot }) => ({ path: `/v1/products/${product}/lots/${lot}/items`, of: 'goods' }),
  checkPassportItems: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/checks`,
    body: { checked: ['name', 'maker'] },
    of: 'goods',
  }),
  readLotDiary: ({ product, lot }) => ({ path: `/v1/products/${product}/lots/${lot}/diary`, of: 'goods' }),
  addLotDiaryEntry: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/diary`,
    body: { work: 'storing', at: '2026-11-21T08:00:00+07:00', where: 'kho khô' },
    of: 'goods',
  }),
  correctLotDiaryEntry: ({ product, lot, lotEntry }) => ({
    path: `/v1/products/${product}/lots/${lot}/diary/${lotEntry}/correction`,
    body: {
      instead: { work: 'packing', at: '2026-11-20T08:00:00+07:00', amount: { number: 12, uom: 'H87' } },
    },
    of: 'goods',
  }),
  checkLotDiaryEntry: ({ product, lot, lotEntry }) => ({
    path: `/v1/products/${product}/lots/${lot}/diary/${lotEntry}/check`,
    of: 'goods',
  }),
  captureEvents: ({ product, lot, fresh }) => ({
    path: '/v1/epcis/capture',
    body: {
      '@context': [epcisContext],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-11-22T09:00:00+07:00',
      epcisBody: { eventList: [packed(product, lot, fresh())] },
    },
    of: 'goods',
  }),
  listCaptures: () => ({ path: '/v1/epcis/capture?perPage=5', of: 'self' }),
  readCapture: ({ capture = 'f'.repeat(32) }) => ({ path: `/v1/epcis/capture/${capture}`, of: 'goods' }),
  addEpcisEvent: ({ product, lot, fresh }) => ({
    path: '/v1/epcis/events',
    body: { '@context': [epcisContext], ...packed(product, lot, fresh()) },
    of: 'goods',
  }),
  queryEvents: ({ product, lot }) => ({
    path: `/v1/epcis/events?MATCH_anyEPCClass=${encodeURIComponent(`https://id.gs1.org/01/${product}/10/${lot}`)}`,
    of: 'everyone',
  }),
  readEpcisEvent: ({ event = 'urn:uuid:00000000-0000-4000-8000-000000000000' }) => ({
    path: `/v1/epcis/events/${encodeURIComponent(event)}`,
    of: 'everyone',
  }),
  discoverCapture: () => ({ path: '/v1/epcis/capture', of: 'everyone' }),
  discoverEvents: () => ({ path: '/v1/epcis/events', of: 'everyone' }),
  discoverCaptureJob: () => ({ path: `/v1/epcis/capture/${'f'.repeat(32)}`, of: 'everyone' }),
  discoverEvent: () => ({ path: '/v1/epcis/events/urn%3Auuid%3A1', of: 'everyone' }),
  issueStamps: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/stamps`,
    body: { count: 5 },
    of: 'goods',
  }),
  listStamps: ({ product, lot }) => ({ path: `/v1/products/${product}/lots/${lot}/stamps`, of: 'goods' }),
  moveStamps: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/stamps/ranges`,
    body: { first: 0, last: 1, do: 'activate' },
    of: 'goods',
  }),
  printStamps: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/stamps/sheet?first=0&last=1`,
    of: 'goods',
  }),
  listStampKeys: () => ({ path: '/v1/stamp-keys', of: 'everyone' }),
  readOfflineStamp: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/stamps/0/offline`,
    of: 'goods',
  }),
  listRangeChanges: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/stamps/ledger`,
    of: 'goods',
  }),
  readRangeLedger: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/stamps/ledger.csv`,
    of: 'goods',
  }),
  findStamp: ({ product, serial }) => ({ path: `/v1/products/${product}/stamp-number/${serial}`, of: 'goods' }),
  readLotScans: ({ product, lot }) => ({ path: `/v1/products/${product}/lots/${lot}/scans`, of: 'goods' }),
  declareDisplay: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/displays`,
    body: { place: 'shop', name: 'Cửa hàng', province: '38', from: '2026-11-20', to: '2026-11-30' },
    of: 'goods',
  }),
  dropDisplay: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/displays/aaaaaaaaaaaa`,
    of: 'goods',
  }),
  readStampEvidence: ({ product, serial }) => ({ path: `/v1/products/${product}/stamps/${serial}`, of: 'goods' }),
  listRecalls: () => ({ path: '/v1/recalls', of: 'everyone' }),
  readSignedRecalls: () => ({ path: '/v1/recalls.json', of: 'everyone' }),
  listRecallKeys: () => ({ path: '/v1/recall-keys', of: 'everyone' }),
  readRecall: ({ recall = noRecall }) => ({ path: `/v1/recalls/${recall}`, of: 'everyone' }),
  readRecallRecord: ({ recall = noRecall }) => ({ path: `/v1/recalls/${recall}/record`, of: 'goods' }),
  exportRecall: ({ recall = noRecall }) => ({ path: `/v1/recalls/${recall}/report.csv`, of: 'goods' }),
  listRecallDesk: () => ({ path: '/v1/recall-desk?province=38&commune=14797', of: 'place' }),
  listOwnRecalls: ({ maker }) => ({ path: `/v1/producers/${maker}/recalls`, of: 'goods' }),
  previewRecall: ({ product, lot }) => ({
    path: `/v1/products/${product}/recall-preview`,
    body: { scope: { is: 'lots', lots: [lot] } },
    of: 'goods',
  }),
  proposeRecall: ({ product, lot }) => ({
    path: `/v1/products/${product}/recalls`,
    body: { scope: { is: 'ranges', lot, ranges: [{ first: 40, last: 49 }] }, ...recallWords },
    of: 'goods',
  }),
  moveRecall: ({ recall = noRecall }) => ({
    path: `/v1/recalls/${recall}/steps`,
    body: { do: 'count', count: { made: 10, returned: 4, destroyed: 3, mended: 1 } },
    of: 'goods',
  }),
  sendReport: ({ product, lot, serial }) => ({
    path: '/v1/reports',
    body: { kind: 'fake', product, lot, serial, words: 'Tem dán chồng lên tem khác', phone: '0911 222 333' },
    of: 'everyone',
  }),
  readReport: ({ report: it = noReport }) => ({ path: `/v1/reports/${it.number}?k=${it.token}`, of: 'everyone' }),
  addReportPicture: ({ report: it = noReport }) => ({
    path: `/v1/reports/${it.number}/pictures?k=${it.token}`,
    body: dot,
    of: 'everyone',
  }),
  moveReport: ({ report: it = noReport }) => ({
    path: `/v1/reports/${it.number}/wishes?k=${it.token}`,
    body: { do: 'withdraw' },
    of: 'everyone',
  }),
  listReportDesk: () => ({ path: '/v1/report-desk?province=38&commune=14797', of: 'place' }),
  exportReports: () => ({ path: '/v1/report-desk.csv?province=38&commune=14797', of: 'place' }),
  sumReports: () => ({ path: '/v1/report-desk/sums?province=38&commune=14797', of: 'place' }),
  readReportCase: ({ report: it = noReport }) => ({ path: `/v1/reports/${it.number}/case`, of: 'goods' }),
  readReportPicture: ({ report: it = noReport }) => ({ path: `/v1/reports/${it.number}/picture`, of: 'goods' }),
  handleReport: ({ report: it = noReport }) => ({
    path: `/v1/reports/${it.number}/steps`,
    body: { do: 'take' },
    of: 'goods',
  }),
  listOwnReports: ({ maker }) => ({ path: `/v1/producers/${maker}/reports`, of: 'goods' }),
  replyToReport: ({ report: it = noReport }) => ({
    path: `/v1/reports/${it.number}/replies`,
    body: { text: 'Chúng tôi đang xem lại lô này' },
    of: 'goods',
  }),
  listWarnings: ({ maker }) => ({ path: `/v1/producers/${maker}/warnings`, of: 'goods' }),
  answerStamp: ({ product, serial }) => ({
    path: `/v1/products/${product}/stamps/${serial}/answer`,
    body: { text: 'Tem mẫu ở cửa hàng' },
    of: 'goods',
  }),
  hideStampAnswer: ({ product, serial }) => ({
    path: `/v1/products/${product}/stamps/${serial}/answer/hidden`,
    body: { hidden: false },
    of: 'goods',
  }),
  planPrint: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/print-plan?first=0&last=1`,
    of: 'goods',
  }),
  addPrint: ({ product, lot }) => ({
    path: `/v1/products/${product}/lots/${lot}/prints`,
    body: { first: 0, last: 1, again: 'tờ trước bị kẹt' },
    of: 'goods',
  }),
  listPrints: ({ product, lot }) => ({ path: `/v1/products/${product}/lots/${lot}/prints`, of: 'goods' }),
  readPrintFile: ({ product, lot, print = noPrint }) => ({
    path: `/v1/products/${product}/lots/${lot}/prints/${print}/file`,
    of: 'goods',
  }),
  readPrintRanges: ({ product, lot, print = noPrint }) => ({
    path: `/v1/products/${product}/lots/${lot}/prints/${print}/ranges`,
    of: 'goods',
  }),
  listPrinters: () => ({ path: '/v1/me/printers', of: 'self' }),
  addPrinter: () => ({ path: '/v1/me/printers', body: { kind: 'sheet', name: 'Máy in nhà' }, of: 'self' }),
  changePrinter: () => ({
    path: '/v1/me/printers/m00000000',
    body: { revision: 1, printer: { kind: 'sheet', name: 'Máy in nhà' } },
    of: 'self',
  }),
  measurePrinter: () => ({
    path: '/v1/me/printers/m00000000/measured',
    body: { revision: 1, x: 30.5, y: 29 },
    of: 'self',
  }),
  removePrinter: () => ({ path: '/v1/me/printers/m00000000', of: 'self' }),
  printCalibration: () => ({ path: '/v1/me/printers/m00000000/calibration', of: 'self' }),
  listPapers: () => ({ path: '/v1/me/papers', of: 'self' }),
  addPaper: () => ({ path: '/v1/me/papers', body: paper, of: 'self' }),
  changePaper: () => ({ path: '/v1/me/papers/p00000000', body: { revision: 1, paper }, of: 'self' }),
  removePaper: () => ({ path: '/v1/me/papers/p00000000', of: 'self' }),
  printPoster: ({ maker }) => ({ path: `/v1/producers/${maker}/poster`, of: 'goods' }),
  quoteOrder: ({ product }) => ({ path: `/v1/quote?product=${product}&quantity=1&commune=14797`, of: 'everyone' }),
  placeOrder: ({ product }) => ({
    path: '/v1/orders',
    body: {
      product,
      quantity: 1,
      buyer: { name: 'Khách', phone: '0911222333', address: 'Thôn 3', commune: '14797' },
      method: 'cash',
    },
    of: 'everyone',
  }),
  readOrder: ({ ref, token }) => ({ path: `/v1/orders/${ref}?k=${token}`, of: 'everyone' }),
  cancelOrder: ({ ref, token }) => ({ path: `/v1/orders/${ref}/cancel?k=${token}`, of: 'everyone' }),
  payByCard: ({ ref, token }) => ({ path: `/v1/orders/${ref}/card?k=${token}`, of: 'everyone' }),
  listOrders: ({ maker }) => ({ path: `/v1/producers/${maker}/orders`, of: 'goods' }),
  listNotices: () => ({ path: '/v1/notices', of: 'whole' }),
  exportNotices: () => ({ path: '/v1/notices.csv', of: 'whole' }),
  placeNotice: ({ ref }) => ({ path: '/v1/notices/sepay/1/placing', body: { order: ref }, of: 'whole' }),
  setNoticeAside: () => ({ path: '/v1/notices/sepay/2/aside', body: { why: 'tiền bán ngoài chợ' }, of: 'whole' }),
  startLogin: () => ({ path: '/v1/login', body: { phone: '0977777777' }, of: 'everyone' }),
  openSession: () => ({ path: '/v1/login/code', body: { phone: '0977777777', code: '000000' }, of: 'everyone' }),
  readMe: () => ({ path: '/v1/me', of: 'self' }),
  listSessions: () => ({ path: '/v1/me/sessions', of: 'self' }),
  endSession: ({ session }) => ({ path: `/v1/me/sessions/${session}`, of: 'self' }),
  closeSession: () => ({ path: '/v1/logout', of: 'everyone' }),
  listPeople: () => ({ path: '/v1/people', of: 'person' }),
  addPerson: ({ fresh }) => ({
    path: '/v1/people',
    body: { name: 'Người Mới', phone: `09${String(10_000_000 + Number.parseInt(fresh(), 36)).slice(-8)}`, roles: [] },
    of: 'person',
  }),
  setRoles: ({ person }) => ({ path: `/v1/people/${person}`, body: { roles: [] }, of: 'person' }),
  listKeys: () => ({ path: '/v1/keys', of: 'own' }),
  addKey: () => ({ path: '/v1/keys', body: { name: 'máy trạm', scopes: ['listing:read'] }, of: 'own' }),
  revokeKey: ({ key }) => ({ path: `/v1/keys/${key}`, of: 'own' }),
  listAudit: () => ({ path: '/v1/audit?month=2026-11', of: 'whole' }),
  addImport: () => ({
    path: '/v1/imports?province=38&commune=14797&name=xa.csv',
    body: sheet,
    type: 'text/csv',
    of: 'place',
  }),
  listImports: () => ({ path: '/v1/imports?province=38&commune=14797', of: 'place' }),
  readImport: (on) => ({ path: `/v1/imports/${on.import ?? nobody}`, of: 'place' }),
  commitImport: (on) => ({
    path: `/v1/imports/${on.import ?? nobody}/commit`,
    body: { digest: 'f'.repeat(64) },
    of: 'place',
  }),
  readImportReport: (on) => ({ path: `/v1/imports/${on.import ?? nobody}/report`, of: 'place' }),
  listWork: () => ({ path: '/v1/worklist?province=38&commune=14797', of: 'place' }),
}

const epcisContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
const packed = (product: string, lot: string, name: string) => ({
  type: 'ObjectEvent',
  eventTime: '2026-11-21T10:00:00+07:00',
  eventTimeZoneOffset: '+07:00',
  eventID: `urn:x-nguon:test:${name}`,
  action: 'OBSERVE',
  bizStep: 'packing',
  quantityList: [{ epcClass: `https://id.gs1.org/01/${product}/10/${lot}` }],
})
/** A sheet of 33 labels as measured with a ruler. */
const paper = {
  ...{ name: 'Tờ 33 tem', sheetWidth: 210, sheetHeight: 297, columns: 3, rows: 11, width: 63.5, height: 25 },
  ...{ left: 7.2, top: 11, stepX: 66, stepY: 25 },
}

/** A PNG of one dot. */
export const dot = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

/** A list of one row, in the commune of the sample products. */
export const sheet = new TextEncoder().encode(
  'Tên sản phẩm,Chủ thể,Địa chỉ,Giá bán\nMắm tôm Hộ Khác,Hộ Khác,phường Hạc Thành,50.000đ/chai\n',
)
/** A printing nobody made, for stories without one. */
const noPrint = `20261123020000${'0'.repeat(8)}`
/** An import nobody brought, for stories without one. */
const nobody = `im${'0'.repeat(18)}`
