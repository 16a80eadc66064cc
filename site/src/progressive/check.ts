import { judgeOffline, type OfflineKey, stampNamed } from '@nguon/trace/offline'
import { frameReader, readPhoto } from '../features/check/eye.ts'
import { askList, type KeptRecalls, readKept } from '../features/check/recalled.ts'
import { verifyInBrowser } from '../features/check/verify.ts'

const keysAt = '/.well-known/nguon-stamp-keys.json'
type Keys = { at: string; keys: OfflineKey[] }

const find = <T extends HTMLElement>(name: string) => document.querySelector<T>(`[data-${name}]`)
const place = find('result')
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)

/** `18/11/2026`; in English `18 Nov 2026`. By the browser's own words: `day.ts` would bring those of the whole site. */
function sayDate(at: string, hour: Intl.DateTimeFormatOptions = {}): string {
  const locale = document.documentElement.lang === 'en' ? 'en-GB' : 'vi-VN'
  const month = locale === 'vi-VN' ? '2-digit' : 'short'
  const day = { day: '2-digit', month, year: 'numeric', timeZone: 'Asia/Ho_Chi_Minh' } as const
  return new Date(at).toLocaleString(locale, { ...day, ...hour })
}

async function readKeys(): Promise<Keys | undefined> {
  try {
    const answer = await fetch(keysAt)
    return answer.ok ? ((await answer.json()) as Keys) : undefined
  } catch {
    return undefined
  }
}

async function readRecalls(): Promise<KeptRecalls | undefined> {
  try {
    const answer = await fetch('/recalls.json')
    return answer.ok ? readKept(await answer.json()) : undefined
  } catch {
    return undefined
  }
}

/** The page of the stamp itself, which knows what a phone alone cannot. */
function onlinePage(link: string): string | undefined {
  const named = stampNamed(link)
  if (!named) return undefined
  const { product, lot, serial } = named
  const root = document.documentElement.lang === 'en' ? '/en' : ''
  return `${root}/tem/${encodeURIComponent(product)}/${encodeURIComponent(lot)}/${encodeURIComponent(serial)}`
}

/** What the keys on the phone say of a link. A code that is no stamp's link, somebody else's, is told apart from a stamp without a signature. */
async function judged(link: string, known: Keys | undefined) {
  if (!/^(https?:\/\/[^/?#]+)?\/(en\/)?(01|t|tem)\//i.test(link.trim())) return { is: 'other' } as const
  return known ? judgeOffline(link, known.keys, today(), verifyInBrowser) : ({ is: 'no-keys' } as const)
}

/** Shows one of the answers that the page carries ready in words, filled with what the code says. */
async function show(link: string | undefined): Promise<void> {
  const known = await readKeys()
  const verdict = link === undefined ? ({ is: 'no-code' } as const) : await judged(link, known)
  // Worse than any date: a lot that is called back is told as that, as far as the phone's own list goes.
  const sound = verdict.is === 'signed' || verdict.is === 'expired' ? verdict.stamp : undefined
  const list = sound && (await readRecalls())
  const called = sound && list ? askList(list, sound) : 'not-listed'
  const is = called === 'not-listed' ? verdict.is : called
  const ready = document.querySelector<HTMLTemplateElement>(`template[data-answer="${is}"]`)
  if (!ready || !place) return
  const view = ready.content.cloneNode(true) as DocumentFragment
  const { made, expires, ...named } = 'stamp' in verdict ? verdict.stamp : {}
  const said: Record<string, string | number | undefined> = {
    ...named,
    made: made && sayDate(made),
    expires: expires && sayDate(expires),
    at: known && sayDate(known.at, { hour: '2-digit', minute: '2-digit' }),
    list: list && sayDate(list.at, { hour: '2-digit', minute: '2-digit' }),
  }
  for (const slot of view.querySelectorAll<HTMLElement>('[data-fill]')) {
    const text = said[slot.dataset.fill ?? '']
    if (text) slot.textContent = String(text)
    else slot.closest('div, p')?.remove()
  }
  const again = view.querySelector<HTMLAnchorElement>('[data-again]')
  const page = (link && onlinePage(link)) ?? (verdict.is === 'no-signature' ? location.pathname : undefined)
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

/** Says what is being done, and nothing once it is done. */
function say(name: 'looking' | 'no-camera' | undefined): void {
  for (const each of ['looking', 'no-camera'] as const) {
    const line = find(each)
    if (line) line.hidden = each !== name
  }
}

async function scan(button: HTMLButtonElement, video: HTMLVideoElement): Promise<void> {
  say(undefined)
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  const word = (of: string | undefined) => button.querySelector('span')?.replaceChildren(of ?? '')
  const stop = () => {
    for (const track of stream.getTracks()) track.stop()
    video.hidden = true
    word(button.dataset.start)
    button.onclick = start
  }
  const start = () => begin(button, video)
  video.srcObject = stream
  video.hidden = false
  word(button.dataset.stop)
  button.onclick = stop
  try {
    await video.play()
    const read = await frameReader()
    while (!video.hidden) {
      const code = await read(video)
      if (code && !video.hidden) {
        stop()
        return show(code)
      }
      await new Promise((resolve) => setTimeout(resolve, 120))
    }
  } catch (error) {
    stop()
    throw error
  }
}
const begin = (button: HTMLButtonElement, video: HTMLVideoElement) =>
  void scan(button, video).catch(() => say('no-camera'))

const button = find<HTMLButtonElement>('camera')
const video = find<HTMLVideoElement>('video')
if (button && video && navigator.mediaDevices) {
  button.hidden = false
  button.onclick = () => begin(button, video)
}
find('photos')?.removeAttribute('hidden')
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-photo]'))
  input.addEventListener('change', async () => {
    const photo = input.files?.[0]
    if (!photo) return
    say('looking')
    const code = await readPhoto(photo).catch(() => undefined)
    say(undefined)
    // The same photo may be chosen again.
    input.value = ''
    await show(code)
  })

if ('serviceWorker' in navigator)
  navigator.serviceWorker
    .register('/kiem-tra.worker.js', { scope: '/' })
    .then(() => navigator.serviceWorker.ready)
    .then(() => find('ready')?.removeAttribute('hidden'))
    .catch(() => undefined)
