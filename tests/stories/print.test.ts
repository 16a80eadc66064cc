import { readVietQr } from '@nguon/pay/vietqr'
import { templates } from '@nguon/print/template'
import { judgeOffline } from '@nguon/trace/offline'
import { verifyHere } from '@nguon/trace/offline-sign'
import { humanSerial, serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runEscpos, runTspl } from '../print/printers.ts'
import { cropLabel, openPdf, readCodes, threshold } from '../print/raster.ts'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
const lot = 'NC-2611'
let base: string
let other: string

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  base = `/v1/products/${shop.product}/lots/${lot}`
  for (const made of [lot, 'NC-2612'])
    await shop.must('POST', `/v1/products/${shop.product}/lots`, {
      as: shop.household,
      body: { lot: made, made: '2026-11-20' },
    })
  await shop.must('POST', `${base}/stamps`, { as: shop.household, body: { count: 1000 } })
  await shop.must('POST', `/v1/products/${shop.product}/lots/NC-2612/stamps`, {
    as: shop.household,
    body: { count: 100 },
  })
  await shop.must('POST', `${base}/stamps`, { as: shop.household, body: { count: 100 } })
  const maker = await shop.must('POST', '/v1/producers', {
    as: shop.officer,
    body: { name: 'Hộ Khác', kind: 'household', commune: '14797', province: '38' },
  })
  await shop.must('POST', '/v1/people', {
    as: story.operatorKey,
    body: { name: 'Người hộ khác', phone: '0900000004', roles: [{ is: 'household', maker: maker.id }] },
  })
  other = await story.logIn('0900000004')
})
afterAll(() => story?.close())

const serial = (index: number) => serialOf(story.house.stampKeys, shop.product, index)
const linkOf = (index: number) => `HTTP://LOCALHOST:4000/01/${shop.product}/10/${lot}/21/${serial(index)}`
const print = (body: object, as = shop.household) => story.call('POST', `${base}/prints`, { as, body })
const plan = (query: string, as = shop.household) => story.call('GET', `${base}/print-plan?${query}`, { as })

/** A file as bytes: the story's own calls read text. */
async function fetchFile(path: string, as = shop.household) {
  const answer = await story.apps.api.fetch(
    new Request(`http://localhost:4000${path}`, { headers: { cookie: as, 'accept-language': 'vi' } }),
  )
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) }
}
const states = async () => {
  const { segments } = await shop.must('GET', `${base}/stamps`, { as: shop.household })
  return segments.map((it: { first: number; last: number; state: string }) => [it.first, it.last, it.state])
}

describe('a plan', () => {
  test('tells labels, pages, blanks, first and last serial, and shows one label, before anything is kept', async () => {
    const { status, body } = await plan('first=0&last=99&paper=65')
    expect(status).toBe(200)
    expect(body).toMatchObject({ stamps: 100, pages: 2, each: 65, blanks: 30, used: 0, again: [] })
    expect(body.firstHuman).toBe(humanSerial(serial(0)))
    expect(body.lastHuman).toBe(humanSerial(serial(99)))
    expect(body.label).toMatch(/^<svg [^>]*width="38.1mm" height="21.2mm"/)
    expect(body.label).toContain(humanSerial(serial(0)))
    expect((await shop.must('GET', `${base}/prints`, { as: shop.household })).items).toEqual([])
  })

  test('counts a half-used sheet from the label it begins at', async () => {
    expect((await plan('first=0&last=99&paper=65&start=31')).body).toMatchObject({ pages: 2, blanks: 0, used: 30 })
    expect(await plan('first=0&last=99&paper=65&start=66')).toMatchObject({
      status: 400,
      body: { code: 'sheet/no-such-place' },
    })
  })

  test('counts rows of a roll', async () => {
    const { body } = await plan('first=0&last=99&paper=35x22&across=3&dpi=203')
    expect(body).toMatchObject({ stamps: 100, pages: 34, each: 3, blanks: 2 })
  })

  test.each([
    ['stamps of another lot in between', 'first=990&last=1110', 409, 'segment/not-issued'],
    ['numbers in the wrong order', 'first=9&last=3', 400, 'segment/bad-range'],
    ['a paper nobody sells', 'first=0&last=3&paper=66', 400, 'request/invalid'],
    ['a printer that is not kept', 'first=0&last=3&printer=maaaaaaaa', 409, 'print/no-such-printer'],
    ['a paper that is not kept', 'first=0&last=3&paper=paaaaaaaa', 409, 'print/no-such-paper'],
    ['a head that no printer has', 'first=0&last=3&paper=35x22&dpi=204', 400, 'request/invalid'],
  ])('refuses %s', async (_, query, status, code) => {
    expect(await plan(query)).toMatchObject({ status, body: { code } })
  })
})

describe('a printing', () => {
  test('is kept with who, when, on what and how much, marks its stamps printed, and its file is those stamps', async () => {
    const { status, body } = await print({ first: 0, last: 64 })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ first: 0, last: 64, stamps: 65, pages: 1, blanks: 0, by: 'Bà Mai', at: '2026-11-23T02:00:00.000Z' },
      ...{ stock: { is: 'sheet', template: '65' }, firstHuman: humanSerial(serial(0)) },
    })
    expect(await states()).toEqual([
      [0, 64, 'printed'],
      [65, 999, 'issued'],
      [1100, 1199, 'issued'],
    ])
    const { headers, bytes } = await fetchFile(`${base}/prints/${body.id}/file`)
    expect(headers.get('content-type')).toBe('application/pdf')
    expect(headers.get('content-disposition')).toBe(`attachment; filename="tem-${shop.product}-${lot}-0-64.pdf"`)
    const pdf = await openPdf(bytes)
    const page = threshold(await pdf.raster(1, 8))
    pdf.close()
    for (const place of [0, 64])
      expect(await readCodes(cropLabel(page, templates['65'], place))).toEqual([linkOf(place)])
    expect(Buffer.from((await fetchFile(`${base}/prints/${body.id}/file`)).bytes).equals(Buffer.from(bytes))).toBe(true)
  })

  test('of stamps that were printed wants a reason, keeps their serials, and leaves what is activated activated', async () => {
    await shop.must('POST', `${base}/stamps/ranges`, {
      as: shop.household,
      body: { first: 0, last: 9, do: 'activate' },
    })
    const refused = await print({ first: 60, last: 69 })
    expect(refused).toMatchObject({ status: 409, body: { code: 'print/why-again' } })
    expect(refused.body.detail).toContain('Tem 60 đến 64 đã in')
    expect((await plan('first=0&last=69')).body.again).toEqual([{ first: 0, last: 64 }])
    const { body } = await print({ first: 0, last: 69, again: 'Tờ đầu bị lem mực' })
    expect(body).toMatchObject({ again: 'Tờ đầu bị lem mực', firstHuman: humanSerial(serial(0)) })
    expect((await states()).slice(0, 3)).toEqual([
      [0, 9, 'activated'],
      [10, 69, 'printed'],
      [70, 999, 'issued'],
    ])
    const { items } = await shop.must('GET', `${base}/prints`, { as: shop.household })
    expect(
      items.map((it: { first: number; last: number; again?: string }) => [it.first, it.last, it.again]),
    ).toContainEqual([0, 69, 'Tờ đầu bị lem mực'])
  })

  test('sent twice under one key is one printing; the same range by two at once is one printing and one question', async () => {
    const once = { as: shop.household, body: { first: 100, last: 109 }, headers: { 'idempotency-key': 'print-once-1' } }
    const [a, b] = [await story.call('POST', `${base}/prints`, once), await story.call('POST', `${base}/prints`, once)]
    expect([a.status, b.body.id]).toEqual([201, a.body.id])
    const both = await Promise.all([print({ first: 200, last: 209 }), print({ first: 200, last: 209 }, shop.officer)])
    expect(both.map((it) => it.status).sort()).toEqual([201, 409])
    expect(['print/why-again', 'race/lost']).toContain(both.find((it) => it.status === 409)?.body.code)
  })

  test('on a label printer is what the printer reads, at its own resolution, moved by what it is off', async () => {
    const printer = await shop.must('POST', '/v1/me/printers', {
      as: shop.household,
      body: {
        ...{ kind: 'roll', name: 'Máy tem 35×22', dpi: 203, language: 'tspl', roll: '35x22', across: 2 },
        ...{ offsetX: 10, offsetY: -5 },
      },
    })
    const { body } = await print({ first: 300, last: 304, printer: printer.id, rolls: { first: 12, each: 2 } })
    expect(body).toMatchObject({
      ...{ pages: 3, blanks: 1, offsetX: 10, printer: { id: printer.id, name: 'Máy tem 35×22' } },
      rolls: { first: 12, each: 2 },
    })
    const { headers, bytes } = await fetchFile(`${base}/prints/${body.id}/file`)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toContain('.prn"')
    const { labels, set } = runTspl(bytes, 8)
    expect(set.SIZE).toBe('72 mm,22 mm')
    expect((await Promise.all(labels.map(readCodes))).flat().sort()).toEqual(
      [300, 301, 302, 303, 304].map(linkOf).sort(),
    )
    const list = await openPdf((await fetchFile(`${base}/prints/${body.id}/ranges`)).bytes)
    const text = list.text(1).replace(/\s+/g, ' ')
    list.close()
    for (const [roll, first, last] of [
      [12, 300, 301],
      [13, 302, 303],
      [14, 304, 304],
    ] as const)
      expect(text).toContain(`${roll} ${humanSerial(serial(first))} ${humanSerial(serial(last))}`)
    expect(text).toContain('Cuộn 35 × 22 mm, 203 dpi · Máy tem 35×22')
  })

  test('for a receipt printer comes as its pictures, for a phone as one picture', async () => {
    const receipt = await print({ first: 310, last: 311, paper: '72', language: 'escpos', cut: 'each' })
    const { bytes } = await fetchFile(`${base}/prints/${receipt.body.id}/file`)
    const printed = runEscpos(bytes, 576)
    expect(printed.cuts).toHaveLength(2)
    expect((await readCodes(printed)).sort()).toEqual([310, 311].map(linkOf).sort())
    const picture = await print({ first: 312, last: 312, paper: '50x30', language: 'png', dpi: 300 })
    expect((await fetchFile(`${base}/prints/${picture.body.id}/file`)).headers.get('content-type')).toBe('image/png')
  })

  test('on a sheet of one’s own goes on being made the same when the sheet is measured anew', async () => {
    const draft = {
      ...{ name: 'Tờ 33 tem', sheetWidth: 210, sheetHeight: 297, columns: 3, rows: 11, width: 63.5, height: 25 },
      ...{ left: 7.2, top: 11, stepX: 66, stepY: 25, codeLeast: 12 },
    }
    const paper = await shop.must('POST', '/v1/me/papers', { as: shop.household, body: draft })
    expect(paper).toMatchObject({ labels: 33, codeSide: 14.5 })
    const { body } = await print({ first: 320, last: 330, paper: paper.id, start: 3 })
    expect(body).toMatchObject({ pages: 1, blanks: 20, used: 2 })
    const before = await fetchFile(`${base}/prints/${body.id}/file`)
    await shop.must('PUT', `/v1/me/papers/${paper.id}`, {
      as: shop.household,
      body: { revision: 1, paper: { ...draft, left: 8 } },
    })
    const after = await fetchFile(`${base}/prints/${body.id}/file`)
    expect(Buffer.from(after.bytes).equals(Buffer.from(before.bytes))).toBe(true)
  })

  test('is listed for its keepers, newest first, and is nobody else’s', async () => {
    const { items } = await shop.must('GET', `${base}/prints`, { as: shop.officer })
    const ids = items.map((it: { id: string }) => it.id)
    expect(ids).toEqual(ids.toSorted().reverse())
    expect(await story.call('GET', `${base}/prints`, { as: other })).toMatchObject({ status: 404 })
    expect(await story.call('GET', `${base}/prints/${ids[0]}/file`, { as: other })).toMatchObject({ status: 403 })
    expect(await story.call('GET', `${base}/prints/${ids[0]}/file`)).toMatchObject({ status: 401 })
    const elsewhere = `/v1/products/${shop.product}/lots/NC-2612/prints/${ids[0]}/file`
    expect(await story.call('GET', elsewhere, { as: shop.household })).toMatchObject({ status: 404 })
  })
})

describe('a printer', () => {
  test('is set right by two measured numbers, and again by what is then left', async () => {
    const { id } = await shop.must('POST', '/v1/me/printers', {
      as: shop.household,
      body: { kind: 'sheet', name: 'Máy laser nhà' },
    })
    const measure = (body: object) => story.call('POST', `/v1/me/printers/${id}/measured`, { as: shop.household, body })
    expect((await measure({ revision: 1, x: 31.4, y: 29.2, bar: 100 })).body).toMatchObject({
      ...{ offsetX: -14, offsetY: 8, revision: 2 },
    })
    expect((await measure({ revision: 2, x: 30.1, y: 30 })).body).toMatchObject({ offsetX: -15, offsetY: 8 })
    expect(await measure({ revision: 2, x: 30, y: 30 })).toMatchObject({ status: 409, body: { code: 'race/lost' } })
    expect(await measure({ revision: 3, x: 30, y: 30, bar: 97 })).toMatchObject({
      status: 409,
      body: { code: 'calibration/scaled', detail: expect.stringContaining('100 mm mà đo được 97 mm') },
    })
    expect(await measure({ revision: 3, x: 50, y: 30 })).toMatchObject({ body: { code: 'calibration/too-far' } })
    const page = await openPdf((await fetchFile(`/v1/me/printers/${id}/calibration`)).bytes)
    expect(page.text(1)).toContain('Đang bù: ngang -1,5 mm, dọc 0,8 mm.')
    expect(await readCodes(await page.raster(1, 8))).toEqual(['HTTPS://NGUON.VN/THU-MAY-IN'])
    page.close()
  })

  test('of a household is the household’s, an officer’s is their own, and neither is another’s', async () => {
    const mine = await shop.must('GET', '/v1/me/printers', { as: shop.household })
    expect(mine.items.length).toBeGreaterThan(1)
    expect((await shop.must('GET', '/v1/me/printers', { as: shop.officer })).items).toEqual([])
    expect((await shop.must('GET', '/v1/me/printers', { as: other })).items).toEqual([])
    const { id } = mine.items[0]
    expect(await story.call('GET', `/v1/me/printers/${id}/calibration`, { as: other })).toMatchObject({ status: 404 })
    expect(await story.call('DELETE', `/v1/me/printers/${id}`, { as: other })).toMatchObject({ status: 404 })
    expect(await story.call('DELETE', `/v1/me/printers/${id}`, { as: shop.household })).toMatchObject({ status: 204 })
    expect(await story.call('GET', '/v1/me/printers', { as: story.operatorKey })).toMatchObject({ status: 403 })
  })

  test('for rolls prints no sheets, and the other way round', async () => {
    const { id } = await shop.must('POST', '/v1/me/printers', {
      as: shop.household,
      body: { kind: 'roll', name: 'Máy hóa đơn', dpi: 203, language: 'escpos', roll: '72' },
    })
    expect(await print({ first: 400, last: 401, printer: id, paper: '65' })).toMatchObject({
      status: 409,
      body: { code: 'print/other-paper' },
    })
    const trial = runEscpos((await fetchFile(`/v1/me/printers/${id}/calibration`)).bytes, 576)
    expect(await readCodes(trial)).toEqual(['HTTPS://NGUON.VN/THU'])
  })

  test('is one of at most thirty', async () => {
    const add = () => story.call('POST', '/v1/me/printers', { as: other, body: { kind: 'sheet', name: 'Máy in' } })
    for (let at = 0; at < 30; at++) expect((await add()).status).toBe(201)
    expect(await add()).toMatchObject({ status: 409, body: { code: 'owned/too-many' } })
  })
})

describe('a stall’s poster', () => {
  const poster = (query: string, as = shop.household) => fetchFile(`/v1/producers/${shop.maker}/poster?${query}`, as)
  const grown = { a4: [210, 297], 'card-a5': [210, 297], 'card-a6': [148, 210] } as const

  test.each(['a4', 'card-a5', 'card-a6'] as const)(
    'as %s has the shop’s link and a VietQR that banks read',
    async (kind) => {
      const { bytes } = await poster(`kind=${kind}&product=${shop.product}`)
      const pdf = await openPdf(bytes)
      const text = pdf.text(1).replace(/\s+/g, ' ')
      for (const said of ['Cơ sở Bà Mai', 'Nem chua lá đinh lăng', 'Agribank', '1900 2000 0000 1', 'LE THI MAI'])
        expect(text).toContain(said)
      const [width, height] = grown[kind]
      const codes = await readCodes(await pdf.raster(1, 8, { width, height }))
      pdf.close()
      expect(codes).toContain(`http://localhost:4000/co-so/${shop.maker}`)
      expect(readVietQr(codes.find((it) => it.startsWith('000201')) ?? '')).toEqual({
        ...{ bin: '970405', account: '1900200000001', to: 'account' },
      })
      expect(new Set(codes).size).toBe(2)
      expect(codes).toHaveLength(kind === 'a4' ? 2 : 4)
    },
  )

  test('of a maker without an account has the link alone', async () => {
    const record = await shop.must('GET', '/v1/producers?commune=14797', { as: shop.officer })
    const poor = record.items.find((it: { name: string }) => it.name === 'Hộ Khác')
    const { bytes } = await fetchFile(`/v1/producers/${poor.id}/poster`, other)
    const pdf = await openPdf(bytes)
    expect(await readCodes(await pdf.raster(1, 8))).toEqual([`http://localhost:4000/co-so/${poor.id}`])
    expect(pdf.text(1)).not.toContain('VietQR')
    pdf.close()
  })

  test('is not for others: it shows a bank account', async () => {
    expect((await poster('kind=a4', other)).status).toBe(403)
  })
})

describe('stamps for a phone without a network', () => {
  test('are planned and printed with a signature that the published keys hold, on labels they fit', async () => {
    const { body: planned } = await plan('first=1100&last=1101&paper=24&offline=true')
    expect(planned).toMatchObject({ offline: true, stamps: 2 })
    const { status, body } = await print({ first: 1100, last: 1101, paper: '24', offline: true })
    expect(status).toBe(201)
    expect(body.offline).toEqual({ made: '2026-11-20' })
    const { bytes } = await fetchFile(`${base}/prints/${body.id}/file`)
    const pdf = await openPdf(bytes)
    const page = threshold(await pdf.raster(1, 8))
    pdf.close()
    const { keys } = await shop.must('GET', '/v1/stamp-keys')
    for (const place of [0, 1]) {
      const [link] = await readCodes(cropLabel(page, templates['24'], place))
      expect(link?.startsWith(`${linkOf(1100 + place)}?o=`)).toBe(true)
      expect(await judgeOffline(link!, keys, '2026-11-28', verifyHere)).toMatchObject({
        is: 'signed',
        stamp: { lot, serial: serial(1100 + place), made: '2026-11-20' },
      })
    }
    expect(Buffer.from((await fetchFile(`${base}/prints/${body.id}/file`)).bytes).equals(Buffer.from(bytes))).toBe(true)
  })

  test('are refused in words on labels too low for their code, and nothing is kept', async () => {
    const before = await shop.must('GET', `${base}/prints`, { as: shop.household })
    const refused = await print({ first: 1102, last: 1103, paper: '65', offline: true })
    expect(refused).toMatchObject({ status: 409, body: { code: 'label/link-too-long' } })
    expect(refused.body.detail).toMatch(/^Mã này cần ô tem cao ít nhất 2\d,\d mm, ô đang chọn cao 21,2 mm\./)
    expect((await shop.must('GET', `${base}/prints`, { as: shop.household })).items).toEqual(before.items)
  })
})
