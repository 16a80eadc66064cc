import { type Accusation, copyRules } from '@nguon/trace/copy'
import { sayCount } from '../../count.ts'
import type { Lang } from '../../paths.ts'
import { provinceShort } from '../../place.ts'
import { copyWords } from '../../text/copy.ts'

const most = 3

/** How well the rules do over the seeded lives of a stamp; tests/trace/replay.test.ts measures the same. */
export const copyProof = { lives: 425, precision: 0.99, recall: 0.995 }

const percent = (share: number, lang: Lang) => `${(share * 100).toFixed(1).replace('.', lang === 'vi' ? ',' : '.')}%`

export const sayProof = (lang: Lang): string =>
  copyWords[lang].page.proof(copyProof.lives, percent(copyProof.precision, lang), percent(copyProof.recall, lang))

/** `Hà Nội, Nghệ An, Thanh Hóa và 4 nơi khác`. */
export function sayPlaces(codes: readonly string[], lang: Lang): string {
  const said = copyWords[lang]
  if (codes.length === 0) return said.nowhere
  const shown = codes.slice(0, most).map(provinceShort).join(', ')
  return codes.length > most ? said.more(shown, codes.length - most) : shown
}

/** Which rule a stamp broke, in one or two sentences with its figures. */
export function sayAccusation(told: Accusation, lang: Lang): string {
  const said = copyWords[lang]
  const { rule, scans, devices, provinces, jump, median } = told
  const hours = copyRules.find((it) => it.rule === rule)?.hours ?? 0
  return said.told[rule]({
    ...{ scans: sayCount(scans, lang), devices: sayCount(devices, lang), places: sayPlaces(provinces, lang) },
    ...{ span: said.span(hours), median: sayCount(median ?? 0, lang) },
    ...{ from: provinceShort(jump?.a ?? ''), to: provinceShort(jump?.b ?? '') },
    ...{ km: sayCount(jump?.km ?? 0, lang), hours: sayCount(jump?.hours ?? 0, lang) },
  })
}

/** The published rules, drawn from the very table that judges. */
export function ruleViews(lang: Lang): { id: string; name: string; lines: string[] }[] {
  const said = copyWords[lang]
  const t = said.page
  return copyRules.map(({ rule, hours, scans, devices, provinces, jumps, kmh, slack, times, moments }) => ({
    id: rule,
    name: t.names[rule],
    lines: [
      t.least(scans, devices, provinces, said.span(hours)),
      ...(jumps && kmh ? [t.jumps(jumps, kmh, slack ?? 0)] : []),
      ...(times ? [t.times(times, moments ?? 1)] : []),
      ...(rule === 'before-activation' ? [t.before] : []),
      ...(rule === 'void-range' ? [t.after] : []),
    ],
  }))
}
