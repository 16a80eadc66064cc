/** A form that is on its way says so and cannot be sent twice; without a script the idempotency key does the same. */
document.addEventListener('submit', (event) => {
  const button = (event as SubmitEvent).submitter
  if (event.defaultPrevented || !(button instanceof HTMLButtonElement)) return
  // After the browser has read the form: a disabled button would not be sent.
  setTimeout(() => {
    button.setAttribute('aria-busy', 'true')
    button.disabled = true
  })
})
// A page shown again out of the back-forward cache begins anew.
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[aria-busy]')) {
    button.removeAttribute('aria-busy')
    button.disabled = false
  }
})
