import type { CopyWords } from './copy.vi.ts'

export const copyEn: CopyWords = {
  span: (hours) => (hours <= 96 ? `${hours} hours` : `${Math.round(hours / 24)} days`),
  more: (places, rest) => `${places} and ${rest} other ${rest === 1 ? 'place' : 'places'}`,
  nowhere: 'places unknown',
  told: {
    provinces: (it) =>
      `Within ${it.span}, ${it.devices} phones scanned it ${it.scans} times in ${it.places}. One package is not in so many places.`,
    devices: (it) => `Within ${it.span}, ${it.devices} different phones scanned it ${it.scans} times in ${it.places}.`,
    travel: (it) =>
      `Scanned in ${it.from} and then in ${it.to}, ${it.km} km away, in less than ${it.hours} hours. Nobody carries a package that fast.`,
    spread: (it) => `${it.devices} phones in ${it.places} within ${it.span}: too many places for one package.`,
    'before-activation': (it) =>
      `${it.devices} phones in ${it.places} scanned it ${it.scans} times before the maker activated it.`,
    median: (it) =>
      `Within ${it.span}, ${it.devices} phones scanned it ${it.scans} times, while stamps of this lot are mostly scanned ${it.median} times.`,
    'void-range': (it) =>
      `${it.devices} phones in ${it.places} scanned it ${it.scans} times after the maker voided it.`,
  },
  page: {
    title: 'When we say that a stamp may be copied',
    lead: 'The rules below are all there is: no guessing, no score. The same scans give the same answer, whoever looks.',
    how: 'How to read them',
    howBody: [
      'All figures of a rule must be reached within its hours, counted back from the newest scan. The first rule that is met is the one we tell.',
      'A phone that scans several times within an hour counts once. A network may place a phone in the next province, so one province more is asked for.',
      'The page names the rule with its figures. The maker sees the same figures and may answer.',
    ],
    rules: 'The rules',
    names: {
      'void-range': 'Voided, and scanned all the same',
      provinces: 'Many provinces within days',
      devices: 'Many phones within a week',
      travel: 'Faster than anyone travels',
      spread: 'Here and there over a season',
      'before-activation': 'Scanned before it was activated',
      median: 'Far more than others of its lot',
    },
    least: (scans, devices, provinces, span) =>
      `At least ${scans} scans by ${devices} phones${provinces > 0 ? ` in ${provinces} ${provinces === 1 ? 'province' : 'provinces'}` : ''} within ${span}.`,
    jumps: (jumps, kmh, slack) =>
      `At least ${jumps} moves from one phone to another faster than ${kmh} km/h, with ${slack} km of the way forgiven and both hours taken whole. Distances are between the seats of the provinces.`,
    times: (times, moments) =>
      `At least ${times} times the median of the lot, in at least ${moments} different hours. A lot of which few stamps were scanned has no median yet.`,
    before: 'Only scans before the hour of activation count.',
    after: 'Only scans after it was voided or reported lost count.',
    displays: 'Goods on show',
    displaysBody: (days, phones) => [
      `A maker may declare where goods are on show, a shop or a fair, for ${days} days at most. Scans in that province on those days are left out, as long as they come from no more than ${phones} phones.`,
      'A display declared after a warning is weighed too; all other provinces count as before.',
    ],
    honest: 'What the rules do not see',
    honestBody: [
      'The code proves we issued the stamp, not that this sticker is the original.',
      'One or two copies, each scanned by one person, no rule can see.',
      '“May be” is no verdict of guilt. Ask the seller, look at the sticker, and read what the maker answers.',
    ],
    proof: (lives, precision, recall) =>
      `Tried on ${lives} made-up cases: of those told, ${precision} were copies; of the copies, ${recall} were told. The method and each kind are in the open source.`,
    source: 'Distances from the coordinates of the provinces’ seats by GeoNames (CC BY 4.0).',
  },
}
