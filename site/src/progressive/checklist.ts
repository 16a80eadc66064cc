/** Counts what is ticked. Without a script the boxes alone do the work. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-checklist]')) {
  const says = form.querySelector<HTMLElement>('[data-checklist-says]')
  const bar = form.querySelector('progress')
  form.addEventListener('change', () => {
    const done = form.querySelectorAll('input[type=checkbox]:checked').length
    if (bar) bar.value = done
    if (says) says.textContent = (says.dataset.checklistSays ?? '').replace('{done}', String(done))
  })
}
