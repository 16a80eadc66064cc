const form = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\+07:00)?$/

/** Vietnamese bank time, `2026-11-22 08:30:00` without a zone and UTC+7 all year, as an instant; `undefined` where there is no such time. */
export function readBankTime(text: string): string | undefined {
  const parts = form.exec(text)
  if (!parts) return undefined
  const instant = new Date(`${parts[1]}T${parts[2]}+07:00`)
  return Number.isNaN(instant.getTime()) || writeBankTime(instant) !== `${parts[1]} ${parts[2]}`
    ? undefined
    : instant.toISOString()
}

/** An instant as banks write it. */
export const writeBankTime = (instant: Date): string =>
  new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
