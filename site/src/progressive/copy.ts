/** Copying needs a script; without one the text stands there to be held and copied as any other. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  if (!navigator.clipboard) break
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy ?? '')
    const said = button.querySelector('span')
    if (!said) return
    const before = said.textContent
    said.textContent = button.dataset.copied ?? before
    setTimeout(() => {
      said.textContent = before
    }, 4000)
  })
}
