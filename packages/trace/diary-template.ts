import * as z from 'zod'
import type { FieldWork, LotWork, Unit, Work } from './diary.ts'

export const templateId = z.enum(['tea', 'produce', 'general'])
export type TemplateId = z.infer<typeof templateId>

export type Template = {
  name: { vi: string; en: string }
  /** What the order of works follows. The standards are sold; their full texts were not read, only their published scope. */
  source: string
  /** Year of the standard where no day is published. */
  validFrom: string
  validTo?: string
  field: readonly FieldWork[]
  lot: readonly LotWork[]
  /** The unit a form begins with. */
  unit: Readonly<Partial<Record<Work, Unit>>>
  /** Words of a crop that choose this template, folded. */
  signs: readonly string[]
}

const unit = {
  fertilising: 'KGM',
  spraying: 'MLT',
  watering: 'MTQ',
  harvest: 'KGM',
  processing: 'KGM',
  packing: 'H87',
  selling: 'H87',
} as const

/** What a season of each kind of crop is made of, in the order a household meets it. */
export const templates: Record<TemplateId, Template> = {
  tea: {
    name: { vi: 'Chè', en: 'Tea' },
    source: 'TCVN 13993:2024',
    validFrom: '2024',
    field: ['tending', 'fertilising', 'spraying', 'watering', 'harvest', 'soil', 'sowing'],
    lot: ['processing', 'packing', 'storing', 'shipping', 'selling'],
    unit,
    signs: ['che', 'tra'],
  },
  produce: {
    name: { vi: 'Rau, quả tươi', en: 'Fresh vegetables and fruit' },
    source: 'TCVN 12827:2023',
    validFrom: '2023',
    field: ['soil', 'sowing', 'watering', 'fertilising', 'spraying', 'tending', 'harvest'],
    lot: ['packing', 'storing', 'shipping', 'selling', 'processing'],
    unit: { ...unit, packing: 'KGM', selling: 'KGM', sowing: 'GRM' },
    signs: [
      'rau',
      'cai',
      'qua',
      'cam',
      'buoi',
      'oi',
      'xoai',
      'nhan',
      'vai',
      'dua',
      'ca chua',
      'bi',
      'bap',
      'ot',
      'mang',
      'nam',
    ],
  },
  general: {
    name: { vi: 'Chung', en: 'General' },
    source: 'TCVN 12850:2019',
    validFrom: '2019',
    field: ['soil', 'sowing', 'fertilising', 'watering', 'tending', 'spraying', 'harvest'],
    lot: ['processing', 'packing', 'storing', 'shipping', 'selling'],
    unit,
    signs: [],
  },
}

/** A first choice by the words of a crop's name, for the household to change. `folded` has no marks and no capitals. */
export function templateFor(folded: string): TemplateId {
  const words = folded.split(/[^a-z0-9]+/)
  const has = (sign: string) => sign.split(' ').every((part) => words.includes(part))
  const found = (Object.keys(templates) as TemplateId[]).find((id) => templates[id].signs.some(has))
  return found ?? 'general'
}
