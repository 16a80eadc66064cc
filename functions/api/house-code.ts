const letters = 'ABCDEFGHJKMNPQRSTVWXYZ'
const signs = `23456789${letters}`

/** A house code for a product without a GTIN: a letter and seven signs out of eight random bytes, none that look alike. */
export function mintHouseCode(random: (bytes: number) => Uint8Array): string {
  const [first, ...rest] = random(8)
  return letters[(first ?? 0) % letters.length] + rest.map((byte) => signs[byte % signs.length]).join('')
}
