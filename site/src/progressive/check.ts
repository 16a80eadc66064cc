import { judgeOffline, type OfflineKey, readOffline } from '@nguon/trace/offline'
import { verifyInBrowser } from '../features/check/verify.ts'

const keysAt = '/.well-known/nguon-stamp-keys.json'
type Keys = { at: string; keys: OfflineKey[] }
type Detector = { detect: (from: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
declare const BarcodeDetector: { new (options: { formats: string[] }): Detector } | undefined

const find = <T extends HTMLElement>(name: string) => document.querySelector<T>(`[data-${name}]`)
const place = find('result')
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)

async function readKeys(): Promise<Keys | undefined> {
  try {
    const answer = await fetch(keysAt)
    return answer.ok ? ((await answer.json()) as Keys) : undefined
  } catch {
    return undefined
  }
}

/** The page of the stamp itself, which knows what a phone alone cannot. */
function onlinePage(link: string): string | undefined {
  const read = readOffline(link)
  if ('is' in read) return undefined
  const { product, lot, serial } = read.stamp
  const root = document.documentElement.lang === 'en' ? '/en' : ''
  return `${root}/tem/${encodeURIComponent(product)}/${encodeURIComponent(lot)}/${encodeURIComponent(serial)}`
}

/** Shows one of the answers that the page carries ready in words, filled with what the code says. */
async function show(link: string): Promise<void> {
  const known = await readKeys()
  const verdict = known ? await judgeOffline(link, known.keys, today(), verifyInBrowser) : ({ is: 'no-keys' } as const)
  const ready = document.querySelector<HTMLTemplateElement>(`template[data-answer="${verdict.is}"]`)
  if (!ready || !place) return
  const view = ready.content.cloneNode(true) as DocumentFragment
  const said: Record<string, string | number | undefined> = {
    ...('stamp' in verdict ? { ...verdict.stamp } : {}),
    at: known ? new Date(known.at).toLocaleString(document.documentElement.lang) : '',
  }
  for (const slot of view.querySelectorAll<HTMLElement>('[data-fill]')) {
    const text = said[slot.dataset.fill ?? '']
    if (text) slot.textContent = String(text)
    else slot.closest('div, p')?.remove()
  }
  const again = view.querySelector<HTMLAnchorElement>('[data-again]')
  const page = onlinePage(link) ?? (verdict.is === 'no-signature' ? location.pathname : undefined)
  if (again && page) again.href = page
  else again?.remove()
  place.replaceChildren(view)
  place.focus()
}

const form = find<HTMLFormElement>('check')
form?.addEventListener('submit', (event) => {
  event.preventDefault()
  void show(new FormData(form).get('link')?.toString() ?? '')
})

// Opened in the place of a stamp's own page that could not be reached: its link is the address, and a network asks again.
const own = /\/kiem-tra$/.test(location.pathname) ? undefined : location.href
if (own) {
  void show(own)
  const ask = async () => {
    // A phone says that it is online before it is: a small file that nobody keeps tells.
    if (!navigator.onLine) return
    const there = await fetch('/robots.txt', { cache: 'no-store' }).catch(() => undefined)
    if (there?.ok) location.reload()
  }
  addEventListener('online', ask)
  setInterval(ask, 5_000)
}

async function scan(button: HTMLButtonElement, video: HTMLVideoElement): Promise<void> {
  if (!BarcodeDetector) return
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  video.srcObject = stream
  video.hidden = false
  await video.play()
  const detector = new BarcodeDetector({ formats: ['qr_code'] })
  const stop = () => {
    for (const track of stream.getTracks()) track.stop()
    video.hidden = true
    button.textContent = button.dataset.start ?? ''
    button.onclick = start
  }
  const start = () => void scan(button, video)
  button.textContent = button.dataset.stop ?? ''
  button.onclick = stop
  while (!video.hidden) {
    const [code] = await detector.detect(video).catch(() => [])
    if (code) {
      stop()
      return show(code.rawValue)
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
const button = find<HTMLButtonElement>('camera')
const video = find<HTMLVideoElement>('video')
if (button && video && 'BarcodeDetector' in globalThis && navigator.mediaDevices) {
  button.hidden = false
  button.onclick = () => void scan(button, video).catch(() => find('no-camera')?.removeAttribute('hidden'))
} else find('no-camera')?.removeAttribute('hidden')

if ('serviceWorker' in navigator)
  navigator.serviceWorker
    .register('/kiem-tra.worker.js', { scope: '/' })
    .then(() => navigator.serviceWorker.ready)
    .then(() => find('ready')?.removeAttribute('hidden'))
    .catch(() => undefined)
