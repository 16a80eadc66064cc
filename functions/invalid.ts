import type * as z from 'zod'

export type Lang = 'vi' | 'en'
/** One field that was not as wanted: which, what was found (never a secret, cut short), and the sentence. */
export type FieldFault = { field: string; found?: string; message: string }

type Issue = z.core.$ZodIssue

/** What a schema found wrong, in words that name the field, what was found and what is wanted. */
export const sayInvalid = (issues: readonly Issue[], lang: Lang, given: unknown): FieldFault[] =>
  issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), message: words.unknown[lang] }))
    }
    const field = issue.path.join('.')
    const found = show(valueAt(given, issue.path))
    return [{ field, ...(found === undefined ? {} : { found }), message: sayIssue(issue, lang, found) }]
  })

const words = {
  unknown: { vi: 'Không nhận trường này.', en: 'This field is not accepted.' },
  missing: { vi: 'Còn thiếu, xin điền thêm.', en: 'Missing. Please fill it in.' },
}

function sayIssue(issue: Issue, lang: Lang, found: string | undefined): string {
  const say = (vi: string, en: string) => (lang === 'vi' ? vi : en)
  const quoted = found === undefined ? '' : say(`“${found}” `, `“${found}” `)
  switch (issue.code) {
    case 'invalid_type':
      if (found === undefined) return words.missing[lang]
      return issue.expected === 'number' || issue.expected === 'int'
        ? say(`${quoted}chưa phải là số. Xin ghi số nguyên.`, `${quoted}is not a number. A whole number is wanted.`)
        : say(
            `${quoted}không đúng dạng, cần ${issue.expected}.`,
            `${quoted}is not of the right kind, wanted ${issue.expected}.`,
          )
    case 'too_small':
      return issue.origin === 'string'
        ? say(
            `${quoted}ngắn quá, ít nhất ${issue.minimum} chữ.`,
            `${quoted}is too short, at least ${issue.minimum} characters.`,
          )
        : say(`${quoted}nhỏ quá, ít nhất ${issue.minimum}.`, `${quoted}is too small, at least ${issue.minimum}.`)
    case 'too_big':
      return issue.origin === 'string'
        ? say(`Dài quá, nhiều nhất ${issue.maximum} chữ.`, `Too long, at most ${issue.maximum} characters.`)
        : say(`${quoted}lớn quá, nhiều nhất ${issue.maximum}.`, `${quoted}is too large, at most ${issue.maximum}.`)
    case 'invalid_value':
      return say(
        `${quoted}không có trong các lựa chọn: ${issue.values.join(', ')}.`,
        `${quoted}is not one of: ${issue.values.join(', ')}.`,
      )
    default:
      return issue.code === 'custom' && issue.params?.[lang] !== undefined
        ? `${quoted}${issue.params[lang]}`
        : say(`${quoted}không đúng dạng.`, `${quoted}is not in the right form.`)
  }
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Record<PropertyKey, unknown>)[step]
        : undefined,
    given,
  )
}

/** A found value short enough to read back, and only if it is a plain value. */
function show(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length > 60 ? `${value.slice(0, 57)}…` : value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return undefined
}
