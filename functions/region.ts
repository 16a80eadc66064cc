/**
 * Province of today (QĐ 19/2025/QĐ-TTg) by the region code of ISO 3166-2:VN that the edge tells; ISO still names the 63 of before
 * July 2025, each of which lies whole in one of the 34.
 */
const provinceOfRegion: Record<string, string> = {
  '01': '12', '02': '15', '03': '08', '04': '04', '05': '14', '06': '15', '07': '08', '09': '20', '13': '22', '14': '25',
  '18': '37', '20': '33', '21': '38', '22': '40', '23': '42', '24': '44', '25': '44', '26': '46', '27': '48', '28': '51',
  '29': '51', '30': '52', '31': '52', '32': '66', '33': '66', '34': '56', '35': '68', '36': '56', '37': '80', '39': '75',
  '40': '68', '41': '80', '43': '79', '44': '91', '45': '82', '46': '82', '47': '91', '49': '86', '50': '86', '51': '86',
  '52': '92', '53': '19', '54': '24', '55': '96', '56': '24', '57': '79', '58': '75', '59': '96', '61': '31', '63': '37',
  '66': '33', '67': '37', '68': '25', '69': '19', '70': '25', '71': '11', '72': '68', '73': '92', 'CT': '92', 'DN': '48',
  'HN': '01', 'HP': '31', 'SG': '79',
}

/** The province a request comes from, as far as the edge knows; nothing finer is ever kept. */
export function provinceOf(headers: Headers): string | undefined {
  if (headers.get('cloudfront-viewer-country') !== 'VN') return undefined
  return provinceOfRegion[headers.get('cloudfront-viewer-country-region') ?? '']
}
