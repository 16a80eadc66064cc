/** Keeps what is typed on the phone until it was sent, and brings it back. Without a script the form is an ordinary one. */
const storage = (): Storage | undefined => {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
const kept = storage()
const nameOf = (draft: string) => `nguon-draft-${draft}`
for (const sent of document.querySelectorAll<HTMLElement>('[data-forget]'))
  kept?.removeItem(nameOf(sent.dataset.forget ?? ''))

const form = document.querySelector<HTMLFormElement>('form[data-draft]')
if (form && kept) {
  const key = nameOf(form.dataset.draft ?? '')
  const says = document.querySelector<HTMLElement>('[data-draft-says]')
  const again = document.querySelector<HTMLElement>('[data-draft-back]')
  const fields = () =>
    [...form.elements].filter(
      (it): it is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement =>
        (it instanceof HTMLInputElement && it.type !== 'file' && it.type !== 'hidden') ||
        it instanceof HTMLSelectElement ||
        it instanceof HTMLTextAreaElement,
    )
  const clock = (at: number) => new Date(at).toTimeString().slice(0, 5)
  const tell = (at: number) => {
    if (says) says.textContent = (says.dataset.draftSays ?? '').replace('{time}', clock(at))
  }
  const read = (): { at: number; values: Record<string, string> } | undefined => {
    try {
      return JSON.parse(kept.getItem(key) ?? 'null') ?? undefined
    } catch {
      return undefined
    }
  }
  const before = read()
  if (before && form.dataset.fresh !== undefined) {
    for (const field of fields()) {
      const value = before.values[field.name]
      if (value !== undefined) field.value = value
    }
    tell(before.at)
    if (again) again.hidden = false
    form.dispatchEvent(new Event('input', { bubbles: true }))
  }
  form.addEventListener('input', (event) => {
    if (event.target === form) return
    const at = Date.now()
    const values = Object.fromEntries(fields().map((field) => [field.name, field.value]))
    try {
      kept.setItem(key, JSON.stringify({ at, values }))
      tell(at)
    } catch {
      // A full phone keeps nothing more; the form still holds what was typed.
    }
  })
  again?.querySelector('button')?.addEventListener('click', () => {
    kept.removeItem(key)
    form.reset()
    again.hidden = true
    if (says) says.textContent = ''
    form.dispatchEvent(new Event('input', { bubbles: true }))
  })
}
