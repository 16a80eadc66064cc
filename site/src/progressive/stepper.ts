/** Without this the number field alone does the work; the buttons come out of hiding only when they can act. */
for (const stepper of document.querySelectorAll<HTMLElement>('[data-stepper]')) {
  const input = stepper.querySelector('input')
  if (!input) continue
  for (const button of stepper.querySelectorAll<HTMLButtonElement>('button[data-by]')) {
    button.hidden = false
    button.addEventListener('click', () => {
      const next = (Number(input.value) || 0) + Number(button.dataset.by)
      input.value = String(Math.min(Number(input.max) || 999, Math.max(Number(input.min) || 1, next)))
      input.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }
}
