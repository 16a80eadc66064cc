/** A wait that can be cut short: pumps sleep in it, and stopping them is immediate. */
export function pace() {
  let wake = () => {}
  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  return { sleep, wake: () => wake() }
}

/** Milliseconds before the next try after so many failures in a row: doubling, at most ten seconds. */
export const patience = (failures: number): number => Math.min(10_000, 50 * 2 ** failures)

/** Where the pumps tell of handlers that failed. */
export type Report = (sentence: string, error: unknown) => void

export const toConsole: Report = (sentence, error) => console.error(sentence, error)
