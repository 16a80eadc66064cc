const msOfDay = 86_400_000
const vietnam = 7 * 3_600_000

/** The calendar day in Vietnam (UTC+7 all year) of an instant. */
export const dayOf = (at: string): string => new Date(Date.parse(at) + vietnam).toISOString().slice(0, 10)

/** `2026-11-20` and 7 days give `2026-11-27`. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * msOfDay).toISOString().slice(0, 10)

export type Spray = { id: string; at: string; name: string; waitingDays: number }
export type Harvest = { id: string; at: string }

/** Which spray shuts the field, since when, for how long, and the first day it is open again. */
export type Waiting = { sprayed: string; name: string; days: number; from: string }
export type WaitingRefusal = { code: 'harvest/waiting'; harvest: string } & Waiting

/** The first day of harvest after a spray: whole days, from the spray's own day. */
export const firstDayAfter = (spray: Pick<Spray, 'at' | 'waitingDays'>): string =>
  daysAfter(dayOf(spray.at), spray.waitingDays)

/** The spray that keeps a harvest waiting longest, if any does. What was sprayed after the harvest does not bind it. */
export function waitingAt(at: string, sprays: readonly Spray[]): Waiting | undefined {
  const harvest = dayOf(at)
  const binding = sprays
    .filter((spray) => Date.parse(spray.at) <= Date.parse(at) && harvest < firstDayAfter(spray))
    .sort((a, b) => (firstDayAfter(a) < firstDayAfter(b) ? 1 : -1))
  const [last] = binding
  return last && { sprayed: dayOf(last.at), name: last.name, days: last.waitingDays, from: firstDayAfter(last) }
}

/** A harvest inside a spray's waiting time is refused. */
export function refuseHarvest(at: string, sprays: readonly Spray[]): WaitingRefusal | undefined {
  const waiting = waitingAt(at, sprays)
  return waiting && { code: 'harvest/waiting', harvest: dayOf(at), ...waiting }
}

export type EarlyHarvest = { harvest: string; day: string } & Waiting

/** Harvests that later words about sprays show to have been too early: they stay, and everybody who sees them is told. */
export const earlyHarvests = (harvests: readonly Harvest[], sprays: readonly Spray[]): EarlyHarvest[] =>
  harvests.flatMap(({ id, at }) => {
    const waiting = waitingAt(at, sprays)
    return waiting ? [{ harvest: id, day: dayOf(at), ...waiting }] : []
  })
