import type { Problem } from '../../ask.ts'

/** What is wrong, by the name of the form's field; what belongs to no field is said above the form. */
export type Faults = Record<string, string>
export type Refused = { faults: Faults; said: string }
export const fine: Refused = { faults: {}, said: '' }

/** What was typed cannot be sent. */
export type Wrong = { refused: Refused }
export const typedWrong = (faults: Faults): Wrong => ({ refused: { faults, said: '' } })

/** A text as it was typed, cut to what no field of ours exceeds. */
export function typed(form: FormData, name: string, most = 4000): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim().replace(/\r\n/g, '\n').slice(0, most) : ''
}

/** A file that was really chosen: browsers send an empty one otherwise. */
export function chosen(form: FormData, name: string): File | undefined {
  const value = form.get(name)
  return value instanceof File && value.size > 0 ? value : undefined
}

/** Minted when a form is first shown and kept with it, so that pressing twice does it once. */
export const keyOf = (form: FormData | undefined): string => {
  const key = form ? typed(form, 'key', 64) : ''
  return /^[A-Za-z0-9-]{16,64}$/.test(key) ? key : crypto.randomUUID()
}

/** The API's refusal with its sentences beside our own fields. `names` maps the API's field to the form's. */
export function refusalOf(problem: Problem, names: Record<string, string> = {}): Refused {
  const faults: Faults = {}
  const rest: string[] = []
  for (const { field, message } of problem.errors ?? []) {
    const name = names[field] ?? names[field.split('.')[0] ?? '']
    if (name && !faults[name]) faults[name] = message
    else rest.push(field ? `${field}: ${message}` : message)
  }
  const own = problem.detail || problem.title
  const whole = rest.length > 0 ? rest.join(' ') : Object.keys(faults).length > 0 ? '' : own
  return { faults, said: whole }
}

/** Whether anything stands in the way. */
export const isRefused = ({ faults, said }: Refused): boolean => said !== '' || Object.keys(faults).length > 0

/** A whole number as people type it, `1.200` and `1 200` too; nothing where it is none. */
export function wholeOf(text: string): number | undefined {
  const digits = text.replace(
    /^(\d{1,3})((?:[.,\s]\d{3})+)$/,
    (_, head: string, rest: string) => head + rest.replace(/\D/g, ''),
  )
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}
