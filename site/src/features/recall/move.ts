import type { RecallCount, RecallStep } from '@nguon/trace/recall'
import type { Lang } from '../../paths.ts'
import { recallWords } from '../../text/recall.ts'
import { type Faults, type Refused, typed, wholeOf } from '../desk/sent.ts'

export const counted = ['made', 'returned', 'destroyed', 'mended'] as const
/** What stood in the forms of a case, so that nothing typed is lost. */
export type TypedMove = Record<(typeof counted)[number] | 'why' | 'liftWhy' | 'summary', string> & { lots: string[] }

export function readMove(form: FormData | undefined, before?: RecallCount): TypedMove {
  const text = (name: string, most: number) => (form ? typed(form, name, most) : '')
  const number = (name: (typeof counted)[number]) => (form ? typed(form, name, 12) : String(before?.[name] ?? ''))
  const lots = form?.getAll('lots').filter((one): one is string => typeof one === 'string') ?? []
  return {
    ...{ made: number('made'), returned: number('returned'), destroyed: number('destroyed'), mended: number('mended') },
    ...{ why: text('why', 600), liftWhy: text('liftWhy', 600), summary: text('summary', 600), lots },
  }
}

/** The step a button asks for, as the API takes it, or what is wrong with what was typed. */
export function stepOf(wish: string, it: TypedMove, lang: Lang): { step: RecallStep } | { refused: Refused } {
  const said = recallWords[lang].desk
  switch (wish) {
    case 'confirm':
    case 'withdraw':
      return { step: { do: wish } }
    case 'refuse':
      return { step: { do: 'refuse', why: it.why } }
    case 'lift':
      if (it.lots.length === 0) return { refused: { faults: { lots: said.pickFirst }, said: '' } }
      return { step: { do: 'lift', lots: it.lots, why: it.liftWhy } }
    case 'count': {
      const numbers = counted.map((name) => [name, it[name] === '' ? 0 : wholeOf(it[name])] as const)
      const faults: Faults = Object.fromEntries(
        numbers.filter(([, n]) => n === undefined).map(([name]) => [name, said.badNumber]),
      )
      if (Object.keys(faults).length > 0) return { refused: { faults, said: '' } }
      return { step: { do: 'count', count: Object.fromEntries(numbers) as RecallCount } }
    }
    default:
      return { step: { do: 'close', summary: it.summary } }
  }
}

/** The form's field that the API's refusal of a step is about. */
export const fieldsOf = (wish: string): Record<string, string> => ({
  why: wish === 'lift' ? 'liftWhy' : 'why',
  ...{ summary: 'summary', lots: 'lots', made: 'made', returned: 'returned', destroyed: 'destroyed', mended: 'mended' },
})
