/** What a service worker's own global has; this file is checked as a page's, where `self` is a window. */
declare const self: {
  addEventListener: (type: string, act: (event: never) => void) => void
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
  location: Location
}

/**
 * What stands between the phone and the network: the check page, its files and the keys are kept, and a stamp's link that cannot
 * be reached is answered by the kept page, which reads the link itself. Everything else goes through untouched. This function is
 * sent as text, so it may use nothing from outside itself.
 */
function worker() {
  const box = 'nguon-check-1'
  const pages = ['/kiem-tra', '/en/kiem-tra']
  const keys = '/.well-known/nguon-stamp-keys.json'

  const keepAll = async () => {
    const cache = await caches.open(box)
    for (const page of pages) {
      const answer = await fetch(page)
      if (!answer.ok) continue
      const text = await answer.clone().text()
      await cache.put(page, answer)
      const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1] ?? '')
      await Promise.all([...new Set(files)].map((file) => cache.add(file).catch(() => undefined)))
    }
    await cache.add(keys).catch(() => undefined)
  }
  const fresh = async (request: Request, name: string) => {
    const cache = await caches.open(box)
    try {
      const answer = await fetch(request)
      if (answer.ok) await cache.put(name, answer.clone())
      return answer
    } catch {
      return (await cache.match(name)) ?? Response.error()
    }
  }
  const stamped = async (request: Request, page: string) => {
    try {
      return await fetch(request)
    } catch {
      return (await (await caches.open(box)).match(page)) ?? Response.error()
    }
  }

  self.addEventListener('install', (event: { waitUntil: (it: Promise<unknown>) => void }) => {
    event.waitUntil(keepAll().then(() => self.skipWaiting()))
  })
  self.addEventListener('activate', (event: { waitUntil: (it: Promise<unknown>) => void }) => {
    event.waitUntil(self.clients.claim())
  })
  self.addEventListener('fetch', (event: { request: Request; respondWith: (it: Promise<Response>) => void }) => {
    const { request } = event
    const { origin, pathname } = new URL(request.url)
    if (request.method !== 'GET' || origin !== self.location.origin) return
    if (pathname === keys) event.respondWith(fresh(request, keys))
    else if (pages.includes(pathname)) event.respondWith(fresh(request, pathname))
    else if (request.mode === 'navigate' && /^\/(en\/)?(01|t|T|tem)\//.test(pathname))
      event.respondWith(stamped(request, pathname.startsWith('/en/') ? '/en/kiem-tra' : '/kiem-tra'))
    else if (pathname.startsWith('/assets/'))
      event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)))
  })
}

export const workerText = `(${worker})()\n`
