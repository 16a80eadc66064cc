/** What a service worker's own global has; this file is checked as a page's, where `self` is a window. */
declare const self: {
  addEventListener: (type: string, act: (event: never) => void) => void
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
  location: Location
}

type Lasting = { waitUntil: (it: Promise<unknown>) => void }
type Asked = Lasting & { request: Request; respondWith: (it: Promise<Response>) => void }

/**
 * What stands between the phone and the network: the check page, its files, the keys and the list of recalls are kept, and a stamp's link that cannot
 * be reached is answered by the kept page, which reads the link itself. Everything else goes through untouched. This function is
 * sent as text, so it may use nothing from outside itself.
 */
function worker() {
  const box = 'nguon-check-1'
  const pages = ['/kiem-tra', '/en/kiem-tra']
  const lists = ['/.well-known/nguon-stamp-keys.json', '/recalls.json']

  const namesIn = (text: string, name: RegExp) => [...new Set([...text.matchAll(name)].map((found) => found[1] ?? ''))]
  const keepFiles = async (cache: Cache, page: string) => {
    const files = namesIn(page, /(?:src|href)="(\/assets\/[^"]+)"/g)
    for (let file = files.shift(); file; file = files.shift()) {
      if (await cache.match(file)) continue
      const answer = await fetch(file).catch(() => undefined)
      if (!answer?.ok) continue
      await cache.put(file, answer.clone())
      // What a script fetches only when it needs it, as the reader of codes, is needed just where nothing can be fetched.
      if (file.endsWith('.js')) {
        const more = namesIn(await answer.text(), /["'`](?:\.\/|\/?assets\/)([\w.-]+\.js)["'`]/g)
        files.push(...more.map((name) => `/assets/${name}`))
      }
    }
  }
  const keepAll = async () => {
    const cache = await caches.open(box)
    for (const page of pages) {
      const answer = await fetch(page)
      if (!answer.ok) continue
      await cache.put(page, answer.clone())
      await keepFiles(cache, await answer.text())
    }
    for (const list of lists) await cache.add(list).catch(() => undefined)
  }
  const fresh = async (event: Asked, name: string) => {
    const cache = await caches.open(box)
    try {
      const answer = await fetch(event.request)
      if (answer.ok) await cache.put(name, answer.clone())
      // A page of a newer build asks for files of other names.
      if (answer.ok && !lists.includes(name))
        event.waitUntil(
          answer
            .clone()
            .text()
            .then((page) => keepFiles(cache, page)),
        )
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

  self.addEventListener('install', (event: Lasting) => {
    event.waitUntil(keepAll().then(() => self.skipWaiting()))
  })
  self.addEventListener('activate', (event: Lasting) => {
    event.waitUntil(self.clients.claim())
  })
  self.addEventListener('fetch', (event: Asked) => {
    const { request } = event
    const { origin, pathname } = new URL(request.url)
    if (request.method !== 'GET' || origin !== self.location.origin) return
    if (lists.includes(pathname)) event.respondWith(fresh(event, pathname))
    else if (pages.includes(pathname)) event.respondWith(fresh(event, pathname))
    else if (request.mode === 'navigate' && /^\/(en\/)?(01|t|T|tem)\//.test(pathname))
      event.respondWith(stamped(request, pathname.startsWith('/en/') ? '/en/kiem-tra' : '/kiem-tra'))
    else if (pathname.startsWith('/assets/'))
      event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)))
  })
}

export const workerText = `(${worker})()\n`
