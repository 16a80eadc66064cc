// Checks the history of a lot, offline: in a browser page, or by `node verify-history-1.mjs FILE.json [KEY]` (Node 20 or later).
// FILE is what /v1/products/{id}/lots/{lot}/history answers; KEY is the log's key, name+id+base64, noted somewhere else before.
// It reads nothing but the file. What is checked: that each event still is what it was and follows the one before it (SHA-256
// over RFC 8785 JSON), that the heads named in the file stand in the log (RFC 9162), and that the log's root was signed (Ed25519).

const subtle = globalThis.crypto.subtle
const utf8 = (text) => new TextEncoder().encode(text)
const hex = (bytes) => Array.from(bytes, (it) => it.toString(16).padStart(2, '0')).join('')
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (it) => Number.parseInt(it, 16))
const unbase64 = (text) => Uint8Array.from(atob(text), (it) => it.charCodeAt(0))
const sha256 = async (...parts) => {
  const bytes = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return new Uint8Array(await subtle.digest('SHA-256', bytes))
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, it]) => it !== undefined)
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, it]) => `${JSON.stringify(name)}:${canonical(it)}`).join(',')}}`
}
const linkOf = async ({ seq, previous, event, recordTime, declaredBy }) =>
  hex(await sha256(utf8(canonical({ seq, previous, event, recordTime, declaredBy }))))

/** The number an event bore before it was renumbered; undefined when its words were changed. */
async function formerSeq(it) {
  for (let by = 1; by <= 50; by++)
    for (const seq of [it.seq + by, it.seq - by]) if (it.chain === (await linkOf({ ...it, seq }))) return seq
  return undefined
}

async function checkChain(events) {
  let tip = { seq: 0, chain: '0'.repeat(64) }
  for (const [at, it] of events.entries()) {
    const seq = tip.seq + 1
    if (it.seq > seq) return { is: 'removed', seq }
    if (it.seq < seq || events[at + 1]?.seq === it.seq) return { is: 'inserted', seq: it.seq }
    if (!it.withheld && it.chain !== (await linkOf(it))) {
      const former = await formerSeq(it)
      if (former === undefined) return { is: 'changed', seq }
      return former > seq ? { is: 'removed', seq } : { is: 'inserted', seq: seq - 1 }
    }
    if (it.previous !== tip.chain) return { is: 'changed', seq: Math.max(1, tip.seq) }
    tip = { seq, chain: it.chain }
  }
  return undefined
}

/** RFC 9162, 2.1.3.2. */
async function rootOf(leaf, index, size, proof) {
  const node = (left, right) => sha256(Uint8Array.of(1), left, right)
  let [fn, sn, root] = [index, size - 1, leaf]
  const up = () => {
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  if (index >= size) return undefined
  for (const hash of proof.map(unhex)) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      root = await node(hash, root)
      while (fn % 2 === 0 && fn !== 0) up()
    } else root = await node(root, hash)
    up()
  }
  return sn === 0 ? hex(root) : undefined
}

/** C2SP signed-note: who signed is told by a name and four bytes of a hash of the key. */
async function checkSignature(note, key) {
  const [name, id, encoded] = key.split('+')
  const bytes = unbase64(key.slice(name.length + id.length + 2))
  const body = note.slice(0, note.indexOf('\n\n') + 1)
  const line = note.split('\n').find((it) => it.startsWith(`— ${name} `))
  const signed = unbase64(line?.slice(name.length + 3) ?? '')
  const own = await sha256(utf8(`${name}\n`), bytes)
  if (!encoded || hex(own.subarray(0, 4)) !== id || hex(signed.subarray(0, 4)) !== id) return 'no'
  try {
    const imported = await subtle.importKey('raw', bytes.subarray(1), { name: 'Ed25519' }, false, ['verify'])
    return (await subtle.verify({ name: 'Ed25519' }, imported, signed.subarray(4), utf8(body))) ? 'yes' : 'no'
  } catch {
    return 'cannot' // an older browser: everything else was checked
  }
}

/** @returns what was found: `{ is: 'whole', … }`, or what is wrong and with which event. */
export async function verifyHistory(file, key) {
  if (file?.format !== 'nguon-history/1' || !Array.isArray(file.events) || !Array.isArray(file.anchors))
    return { is: 'unreadable' }
  const { events, anchors, checkpoint } = file
  const broken = await checkChain(events)
  if (broken) return broken
  const withheld = events.filter((it) => it.withheld).map(({ seq }) => seq)
  const whole = {
    is: 'whole',
    events: events.length,
    withheld,
    anchored: 0,
    key: key ?? file.key,
    keyFrom: key ? 'you' : 'file',
  }
  if (!checkpoint) return anchors.length > 0 ? { is: 'unproven', seq: anchors[0].seq } : whole
  const [, size, root, at] = checkpoint.split('\n')
  const signature = await checkSignature(checkpoint, whole.key)
  if (signature === 'no') return { is: 'unsigned', key: whole.key }
  if (file.history !== `LOT#${file.product}#${file.lot}`) return { is: 'unreadable' }
  const tag = hex(await sha256(utf8(file.history)))
  for (const { seq, chain, index, proof } of anchors) {
    const leaf = await sha256(Uint8Array.of(0), utf8(`${tag} ${seq} ${chain}\n`))
    if ((await rootOf(leaf, index, Number(size), proof)) !== hex(unbase64(root))) return { is: 'unproven', seq }
    if (seq > events.length) return { is: 'removed', seq: events.length + 1 }
    if (events[seq - 1].chain !== chain) return { is: 'rewritten', seq }
    whole.anchored = Math.max(whole.anchored, seq)
  }
  return { ...whole, size: Number(size), at, signature }
}

const when = (at, lang) =>
  new Date(at).toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB', {
    ...{ timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' },
  })
const words = {
  vi: {
    unreadable: () => 'Tệp này không phải lịch sử lô của Nguồn.',
    changed: ({ seq }) => `Việc số ${seq} đã bị sửa.`,
    removed: ({ seq }) => `Việc số ${seq} đã bị bỏ đi.`,
    inserted: ({ seq }) => `Việc số ${seq} là việc chen vào sau.`,
    rewritten: ({ seq }) => `Lịch sử đến việc số ${seq} đã bị viết lại: sổ gốc ghi khác.`,
    unproven: ({ seq }) => `Bằng chứng của việc số ${seq} không dẫn tới gốc đã ký.`,
    unsigned: ({ key }) => `Gốc không được ký bằng khóa ${key}.`,
    whole: ({ events, withheld, anchored, size, at, signature, key, keyFrom }) =>
      [
        `Còn nguyên: ${events} việc, không việc nào bị sửa, bỏ hay chen.`,
        anchored > 0
          ? `Đến việc số ${anchored} đã vào sổ gốc ${size} dòng, ký lúc ${when(at, 'vi')}.`
          : 'Chưa việc nào vào sổ gốc; hãy thử lại sau.',
        anchored < events && anchored > 0 ? `Các việc sau số ${anchored} chưa vào sổ gốc.` : '',
        withheld.length > 0
          ? `Việc số ${withheld.join(', ')} do bên khác gửi, chỉ hiện một phần: chỗ đứng trong chuỗi đúng, lời thì không tự kiểm được.`
          : '',
        signature === 'cannot' ? 'Trình duyệt này không kiểm được chữ ký.' : '',
        keyFrom === 'file' ? `Khóa lấy từ chính tệp này (${key}); hãy so với khóa anh/chị biết trước.` : '',
      ]
        .filter(Boolean)
        .join('\n'),
  },
  en: {
    unreadable: () => 'This file is not a lot history of Nguồn.',
    changed: ({ seq }) => `Event ${seq} was changed.`,
    removed: ({ seq }) => `Event ${seq} was removed.`,
    inserted: ({ seq }) => `Event ${seq} was put in later.`,
    rewritten: ({ seq }) => `The history up to event ${seq} was written anew: the log says otherwise.`,
    unproven: ({ seq }) => `The proof of event ${seq} does not lead to the signed root.`,
    unsigned: ({ key }) => `The root was not signed by the key ${key}.`,
    whole: ({ events, withheld, anchored, size, at, signature, key, keyFrom }) =>
      [
        `Whole: ${events} events, none changed, removed or put in.`,
        anchored > 0
          ? `Up to event ${anchored} it stands in the log of ${size} entries signed at ${when(at, 'en')} in Vietnam.`
          : 'No event stands in the log yet; try again later.',
        anchored < events && anchored > 0 ? `Events after ${anchored} are not in the log yet.` : '',
        withheld.length > 0
          ? `Events sent by others are shown in part (${withheld.join(', ')}): their place in the chain holds, their words cannot be checked here.`
          : '',
        signature === 'cannot' ? 'This browser cannot check the signature.' : '',
        keyFrom === 'file'
          ? `The key was taken from the file itself (${key}); compare it with one you knew before.`
          : '',
      ]
        .filter(Boolean)
        .join('\n'),
  },
}
/** What was found, in words: `vi` or `en`. */
export const sayHistory = (found, lang = 'vi') => words[lang][found.is](found)

if (globalThis.process?.argv?.[1] && import.meta.url.endsWith(encodeURI(process.argv[1].split('/').pop()))) {
  const { readFileSync } = await import('node:fs')
  const [, , path, key] = process.argv
  const found = await verifyHistory(JSON.parse(readFileSync(path, 'utf8')), key).catch(() => ({ is: 'unreadable' }))
  console.log(`${sayHistory(found, 'vi')}\n\n${sayHistory(found, 'en')}`)
  process.exitCode = found.is === 'whole' ? 0 : 1
}
