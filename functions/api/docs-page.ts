import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from './app.ts'

type Document = ReturnType<OpenAPIHono<Env>['getOpenAPI31Document']>
type Route = { summary?: string; operationId?: string; parameters?: unknown[]; requestBody?: unknown; 'x-may'?: string }

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const pretty = (value: unknown) => `<pre>${escaped(JSON.stringify(value, undefined, 1))}</pre>`

const style = `body{font:16px/1.6 system-ui,sans-serif;background:#fbf8f1;color:#1b2233;margin:0}main{max-width:60rem;margin:0 auto;padding:24px 16px 64px}
h1{font-size:28px}details{background:#fff;border:1px solid #e3daca;border-radius:12px;margin:8px 0;padding:0 16px}summary{cursor:pointer;padding:12px 0;min-height:24px}
code{font-weight:600}b{display:inline-block;min-width:4.2rem;color:#1f3d73}small{color:#474e5e}pre{overflow:auto;background:#f3ede0;padding:12px;border-radius:8px;font-size:13px}a{color:#1f3d73}`

const row = (path: string, method: string, route: Route) =>
  `<details id="${escaped(route.operationId ?? '')}"><summary><b>${method.toUpperCase()}</b> <code>${escaped(path)}</code> ${escaped(route.summary ?? '')} <small>${escaped(route['x-may'] ?? '')}</small></summary>${route.parameters ? pretty(route.parameters) : ''}${route.requestBody ? pretty(route.requestBody) : ''}</details>`

/** The API's own page, written from the very document that clients read: no script, nothing from elsewhere. */
export function docsPage(document: Document): string {
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Route>).map(([method, route]) => row(path, method, route)),
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Nguồn API</title><style>${style}</style></head><body><main><h1>Nguồn API</h1><p>${escaped(document.info.description ?? '')}</p><p><a href="/v1/openapi.json">openapi.json</a> (OpenAPI 3.1)</p>${rows.join('\n')}</main></body></html>`
}
