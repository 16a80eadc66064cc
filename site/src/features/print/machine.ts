import type { Lang } from '../../paths.ts'
import { printWords } from '../../text/print.ts'
import { type Faults, typed, typedWrong, type Wrong, wholeOf } from '../desk/sent.ts'

const lengths = ['sheetWidth', 'sheetHeight', 'width', 'height', 'left', 'top', 'stepX', 'stepY', 'codeLeast'] as const
export const sheetFields = [...lengths, 'columns', 'rows', 'name'] as const
export type TypedSheet = Record<(typeof sheetFields)[number], string>

/** A4, with nothing measured yet. */
export const blankSheet = (): TypedSheet => ({
  ...{ name: '', sheetWidth: '210', sheetHeight: '297', columns: '', rows: '', width: '', height: '' },
  ...{ left: '', top: '', stepX: '', stepY: '', codeLeast: '11' },
})
export const readSheet = (form: FormData): TypedSheet =>
  Object.fromEntries(sheetFields.map((name) => [name, typed(form, name, 60)])) as TypedSheet

/** A length as it is typed, `63,5` or `63.5`; nothing where it is none. */
export function lengthOf(text: string): number | undefined {
  const plain = text.trim().replace(',', '.')
  return /^\d{1,3}(\.\d)?$/.test(plain) ? Number(plain) : undefined
}

/** The body of `POST /v1/me/papers`, or what was not a number. */
export function sheetBody(it: TypedSheet, lang: Lang): { body: Record<string, string | number> } | Wrong {
  const said = printWords[lang].errors
  const faults: Faults = {}
  const body: Record<string, string | number> = { name: it.name }
  if (it.name.length < 2) faults.name = said.name
  for (const name of lengths) {
    const value = lengthOf(it[name])
    if (value === undefined) faults[name] = said.millimetres(it[name])
    else body[name] = value
  }
  for (const name of ['columns', 'rows'] as const) {
    const value = wholeOf(it[name])
    if (!value) faults[name] = said.whole
    else body[name] = value
  }
  return Object.keys(faults).length > 0 ? typedWrong(faults) : { body }
}

const machineFields = ['name', 'kind', 'roll', 'across', 'dpi', 'language', 'cut'] as const
export type TypedMachine = Record<(typeof machineFields)[number], string>
export const blankMachine = (): TypedMachine => ({
  ...{ name: '', kind: 'sheet', roll: '35x22', across: '1', dpi: '203', language: 'pdf', cut: 'end' },
})
export const readMachine = (form: FormData): TypedMachine =>
  Object.fromEntries(machineFields.map((name) => [name, typed(form, name, 60)])) as TypedMachine

/** The body of `POST /v1/me/printers`. What is chosen from a list is checked by the API. */
export function machineBody(
  { name, kind, ...it }: TypedMachine,
  lang: Lang,
): { body: Record<string, unknown> } | Wrong {
  if (name.length < 2) return typedWrong({ name: printWords[lang].errors.name })
  if (kind !== 'roll') return { body: { kind: 'sheet', name } }
  return { body: { kind, name, ...it, across: Number(it.across) || 1, dpi: Number(it.dpi) } }
}

export type TypedMeasure = { x: string; y: string; bar: string }

/** The body of `POST …/measured`, or what was not a length. */
export function measureBody(it: TypedMeasure, revision: number, lang: Lang): { body: Record<string, number> } | Wrong {
  const said = printWords[lang].errors
  const [x, y, bar] = [lengthOf(it.x), lengthOf(it.y), lengthOf(it.bar)]
  const faults: Faults = {}
  if (x === undefined) faults.x = said.millimetres(it.x)
  if (y === undefined) faults.y = said.millimetres(it.y)
  if (it.bar !== '' && bar === undefined) faults.bar = said.millimetres(it.bar)
  if (x === undefined || y === undefined || faults.bar) return typedWrong(faults)
  return { body: { revision, x, y, ...(bar === undefined ? {} : { bar }) } }
}
