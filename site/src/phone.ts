/** A stored number as people say it: `0912 345 678`, `024 3825 1234`. */
export function sayPhone(phone: string): string {
  if (/^02[48]/.test(phone)) return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
  return `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`
}
