/** Shows what will be printed while it is chosen: asks for the same page with the new choice and takes its plan over. */
const form = document.querySelector<HTMLFormElement>('form[data-plan-form]')
if (form) {
  let asked = 0
  const show = async () => {
    const mine = ++asked
    const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    const address = `${form.action.split('?')[0]}?${query}`
    const answer = await fetch(address).catch(() => undefined)
    if (!answer || mine !== asked) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const [now, next] = [document.querySelector('[data-plan]'), page.querySelector('[data-plan]')]
    if (!now || !next || mine !== asked) return
    now.replaceChildren(...next.childNodes)
    // What does not fit is said at once, in the words the whole page has for it.
    const [old, said] = [document, page].map((it) => it.querySelector('[data-plan-refused]'))
    if (old && said) old.replaceChildren(...said.childNodes)
    history.replaceState(null, '', address)
  }
  let later = 0
  form.addEventListener('input', () => {
    clearTimeout(later)
    later = window.setTimeout(show, 300)
  })
}
