/** Counts the hold down and asks for news; without this the page asks again by itself every half minute. */
const root = document.querySelector<HTMLElement>('[data-placed]')
if (root) {
  const { state, left, news, minutes } = root.dataset
  const words = root.querySelector<HTMLElement>('[data-left]')
  const bar = root.querySelector<HTMLProgressElement>('progress')
  const ends = Date.now() + Number(left) * 1000
  const tick = () => {
    const rest = Math.max(0, Math.round((ends - Date.now()) / 1000))
    if (words && minutes)
      words.textContent = minutes.replace('{m}', String(Math.floor(rest / 60))).replace('{s}', String(rest % 60))
    if (bar) bar.value = rest
  }
  const look = async () => {
    try {
      const answer = await fetch(news ?? '', { cache: 'no-store' })
      if (answer.ok && ((await answer.json()) as { state: string }).state !== state) location.reload()
    } catch {
      // no network for a moment: the next look asks again
    }
  }
  if (left) setInterval(tick, 1000)
  if (news) setInterval(() => document.hidden || look(), 5000)
}
