import { html } from 'hono/html'

type Part = ReturnType<typeof html>

/** Headers of a page that stands in for somebody else's: never kept, no scripts, forms only to here and to the platform. */
export const frameHeaders = (origin: string): Record<string, string> => ({
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${origin}`,
})

/** One plain page on paper ground with a strip that says it is a stand-in, Vietnamese first. */
export function frame(title: { vi: string; en: string }, body: Part): Part {
  return html`<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title.vi} · ${title.en}</title>
    <style>
      * { box-sizing: border-box }
      body { margin: 0; background: #FBF8F1; color: #1B2233; font: 1rem/1.625 'Be Vietnam Pro', system-ui, sans-serif }
      .strip { margin: 0; background: #1B2233; color: #FBF8F1; padding: 8px 16px; font-size: .875rem }
      main { max-width: 32rem; margin: 0 auto; padding: 24px 16px 48px }
      h1 { font-size: 1.75rem; line-height: 1.36; margin: 0 0 4px; text-wrap: balance }
      [lang=en], small { color: #474E5E; font-size: .875rem }
      .card { background: #fff; border: 1px solid #E3DACA; border-radius: 12px; padding: 16px; margin: 24px 0 }
      .amount { font-size: 1.75rem; font-weight: 700; line-height: 1.36; margin: 0; font-variant-numeric: tabular-nums; white-space: nowrap }
      p { margin: 4px 0; overflow-wrap: anywhere }
      label { display: block; font-weight: 600; margin: 16px 0 4px }
      input, textarea { width: 100%; min-height: 48px; padding: 10px 12px; font: inherit; font-size: 1.0625rem; color: inherit;
        background: #fff; border: 1px solid #8A8170; border-radius: 8px }
      button { width: 100%; min-height: 48px; margin: 16px 0 0; padding: 8px 16px; font: inherit; font-weight: 600;
        border: 2px solid #1F3D73; border-radius: 8px; background: #1F3D73; color: #fff; cursor: pointer }
      button.outline { background: none; color: #1F3D73 }
      button [lang=en] { font-weight: 400; color: inherit }
      label [lang=en] { font-weight: 400 }
      a, summary { display: flex; gap: 8px; align-items: center; min-height: 48px; color: #1F3D73 }
      .dong { white-space: nowrap }
      :focus-visible { outline: 3px solid #1A5FD0; outline-offset: 2px }
      .note { border-left: 3px solid #3560A8; background: #EDF2FA; padding: 12px 16px; margin: 24px 0 0 }
      .wrong { border-left: 3px solid #A3271F; background: #FDF0ED; padding: 12px 16px; margin: 16px 0 0 }
      pre { background: #F3EDE0; border-radius: 8px; padding: 12px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8125rem }
    </style>
  </head>
  <body>
    <p class="strip">Trang thử trên máy này, không có tiền thật. A stand-in on this machine: no real money.</p>
    <main>${body}</main>
  </body>
</html>`
}
