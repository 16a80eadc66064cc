/** What a client would rather have, from `Accept` or `Accept-Language`: ranges in lower case with weights 0 to 1. */
export type Preference = { range: string; weight: number }

// Browsers send a dozen; beyond that somebody is playing.
const most = 32

/** Reads a header of weighted ranges (RFC 9110 12.4.2). Nonsense weighs nothing; parameters but `q` are not looked at. */
export function readPreferences(header: string | undefined): Preference[] {
  if (!header) return []
  return header
    .split(',', most)
    .map((piece) => {
      const [range = '', ...parameters] = piece.split(';')
      const q = parameters.map((parameter) => /^\s*q\s*=\s*(\d(?:\.\d+)?)\s*$/i.exec(parameter)?.[1]).find(Boolean)
      return { range: range.trim().toLowerCase(), weight: q === undefined ? 1 : Math.min(1, Number(q)) }
    })
    .filter(({ range }) => range !== '')
}

/** The weight of a media type named outright, wildcards aside; 0 when it is not named. */
export const namedWeight = (preferences: readonly Preference[], type: string): number =>
  preferences.find(({ range }) => range === type)?.weight ?? 0

/** The weight of a media type, the closest range deciding (RFC 9110 12.5.1). For an unknown type only the full wildcard speaks. */
export function mediaWeight(preferences: readonly Preference[], type: string | undefined): number {
  const whole = type?.toLowerCase()
  const ranges = whole ? [whole, `${whole.split('/')[0]}/*`, '*/*'] : ['*/*']
  for (const range of ranges) {
    const found = preferences.find((preference) => preference.range === range)
    if (found) return found.weight
  }
  return 0
}

/**
 * How well languages suit: `vi-VN` asks for `vi-vn` first, then `vi`, and `vi` is content with `vi-VN`. A half-step
 * below an exact match, a whole one for none. `*` asks for nothing in particular and weighs nothing.
 */
export function languageWeight(preferences: readonly Preference[], languages: readonly string[]): number {
  let best = 0
  for (const { range, weight } of preferences) {
    for (const language of languages.map((tag) => tag.toLowerCase())) {
      const close = language.split('-')[0] === range.split('-')[0]
      if (close) best = Math.max(best, language === range ? weight : weight * 0.999)
    }
  }
  return best
}
