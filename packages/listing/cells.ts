import type { Cell } from './book.ts'
import { cellAt, type Finding, type QuestionCode, type RepairCode } from './finding.ts'
import type { Line, Said } from './line.ts'
import { columnOf, type Field, type Mapping } from './mapping.ts'
import { type Reading, readText } from './repair.ts'

/** The cells of one row, and the findings gathered while they are read. */
export type Cells = {
  findings: Finding[]
  said(field: Field): Said | undefined
  text(field: Field, most: number): string | undefined
  take<T>(
    field: Field,
    read: (text: string, cell: Cell) => Reading<T>,
    say?: (value: T, code: RepairCode) => string,
  ): T | undefined
  ask(field: Field, code: QuestionCode, found?: string, more?: { value?: string; choices?: string[] }): undefined
  look(field: Field, code: RepairCode, found: string, value?: string): void
}

/** The cells of a row, the officer's answers standing in their place. */
export function cellsOf(line: Line, mapping: Mapping, answers: Readonly<Record<string, string>> = {}): Cells {
  const findings: Finding[] = []
  const at = (field: Field) => line.said[field]?.at ?? cellAt(line.row, field, columnOf(mapping, field)?.column)
  const answered = Object.keys(answers).length > 0
  const said = (field: Field): Said | undefined => {
    if (!answered) return line.said[field]
    const answer = answers[at(field)]
    return answer === undefined ? line.said[field] : { at: at(field), cell: { text: answer, is: 'text' } }
  }
  const ask: Cells['ask'] = (field, code, found = '', more = {}) => {
    findings.push({ row: line.row, field, at: at(field), found, level: 'ask', code, ...more })
    return undefined
  }
  const look: Cells['look'] = (field, code, found, value) => {
    findings.push({
      row: line.row,
      field,
      at: at(field),
      found,
      level: 'look',
      code,
      ...(value === undefined ? {} : { value }),
    })
  }
  const take: Cells['take'] = (field, read, say = (read) => String(read)) => {
    const one = said(field)
    if (!one) return undefined
    const found = one.cell.text
    if (one.cell.formula && found.trim() === '') return ask(field, 'cell/formula')
    if (one.cell.is === 'error') return ask(field, 'cell/error', found)
    const reading = read(found, one.cell)
    if (reading.is === 'question')
      return ask(field, reading.code, found, reading.choices ? { choices: reading.choices } : {})
    for (const code of reading.repairs)
      look(field, code, found, reading.is === 'value' ? say(reading.value, code) : undefined)
    return reading.is === 'value' ? reading.value : undefined
  }
  const text: Cells['text'] = (field, most) => {
    const read = take(field, readText)
    return read !== undefined && read.length > most ? ask(field, 'text/length', read.slice(0, 80)) : read
  }
  return { findings, said, text, take, ask, look }
}
