/** Money that paid no order, as `GET /v1/notices` tells it. */
export type Notice = {
  provider: string
  notice: string
  order?: string
  dong: number
  at: string
  account?: string
  virtual?: string
  text?: string
  why: { code: string; title: string }
}
/** Which of the listed it is, for a form: providers' ids may hold anything. */
export const nameOfNotice = ({ provider, notice }: Pick<Notice, 'provider' | 'notice'>): string =>
  `${provider}/${encodeURIComponent(notice)}`

/** A reference as it is typed off a screen or a slip: people read O for 0 and leave spaces. */
export const plainReference = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
