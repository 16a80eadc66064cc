/** Anything that answers requests: a Hono app, a Lambda's app, a page renderer. */
export type App = { fetch(request: Request): Response | Promise<Response> }

const headers = { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' }

/** What the edge says when no app can: RFC 9457, with words in both languages. */
export type EdgeProblem = { status: number; title: { vi: string; en: string } }

export const problems = {
  malformed: { status: 400, title: { vi: 'Yêu cầu không đọc được', en: 'The request cannot be read' } },
  missing: { status: 404, title: { vi: 'Không có tệp này', en: 'There is no such file' } },
  slow: { status: 408, title: { vi: 'Yêu cầu gửi quá chậm', en: 'The request took too long to arrive' } },
  headers: { status: 431, title: { vi: 'Phần đầu yêu cầu quá dài', en: 'The request headers are too long' } },
  broken: { status: 500, title: { vi: 'Có lỗi ở phía chúng tôi', en: 'Something went wrong on our side' } },
  starting: { status: 503, title: { vi: 'Đang khởi động, chờ vài giây', en: 'Starting, a few seconds more' } },
} satisfies Record<string, EdgeProblem>

export const problemBody = ({ status, title }: EdgeProblem): string =>
  JSON.stringify({ type: 'about:blank', status, title: title.vi, titleEn: title.en })

export function problem(what: EdgeProblem, more: Record<string, string> = {}): Response {
  return new Response(problemBody(what), { status: what.status, headers: { ...headers, ...more } })
}
