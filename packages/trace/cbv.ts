/** The words of CBV 2.0 that events use bare; anything else must be a URI. */
const vocabulary = {
  bizStep:
    'accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing killing loading other packing picking receiving removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting unloading unpacking void_shipping',
  disposition:
    'active available completeness_inferred completeness_verified conformant container_closed container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown',
  bizTransaction: 'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt',
  party: 'location owning_party possessing_party',
  errorReason: 'did_not_occur incorrect_data',
} as const
export type Vocabulary = keyof typeof vocabulary

const listOf = (of: Vocabulary): ReadonlySet<string> => new Set(vocabulary[of].split(' '))
const words: Record<Vocabulary, ReadonlySet<string>> = {
  bizStep: listOf('bizStep'),
  disposition: listOf('disposition'),
  bizTransaction: listOf('bizTransaction'),
  party: listOf('party'),
  errorReason: listOf('errorReason'),
}

/** The long spellings of a word: CBV 1's URN, CBV 2's web address, the prefix that the official context declares. */
const spellings: Record<Vocabulary, readonly string[]> = {
  bizStep: ['urn:epcglobal:cbv:bizstep:', 'https://ref.gs1.org/cbv/BizStep-', 'cbv:BizStep-'],
  disposition: ['urn:epcglobal:cbv:disp:', 'https://ref.gs1.org/cbv/Disp-', 'cbv:Disp-'],
  bizTransaction: ['urn:epcglobal:cbv:btt:', 'https://ref.gs1.org/cbv/BTT-', 'cbv:BTT-'],
  party: ['urn:epcglobal:cbv:sdt:', 'https://ref.gs1.org/cbv/SDT-', 'cbv:SDT-'],
  errorReason: ['urn:epcglobal:cbv:er:', 'https://ref.gs1.org/cbv/ER-', 'cbv:ER-'],
}

/** The bare word, however it is spelt; a URI of somebody's own stays as it is. */
export function wordOf(of: Vocabulary, text: string): string {
  const long = spellings[of].find((start) => text.startsWith(start))
  return long === undefined ? text : text.slice(long.length)
}

/** A word of the standard, or a URI. */
export const isWord = (of: Vocabulary, word: string): boolean =>
  words[of].has(word) || /^[a-z][a-z0-9+.-]*:\S+$/i.test(word)
