/** Shows the card as shoppers will see it while it is typed. */
const form = document.querySelector<HTMLFormElement>('form[data-preview-form]')
if (form) {
  const field = (name: string) => (form.elements.namedItem(name) as HTMLInputElement | null)?.value.trim() ?? ''
  const put = (what: string, text: string) => {
    for (const place of document.querySelectorAll<HTMLElement>(`[data-preview="${what}"]`))
      place.textContent = text || (place.dataset.empty ?? '')
  }
  const show = () => {
    put('name', field('name'))
    const digits = field('price').replace(/[.,\s]/g, '')
    const mark = document.documentElement.lang === 'vi' ? '.' : ','
    put('amount', /^\d{3,9}$/.test(digits) ? `${digits.replace(/\B(?=(\d{3})+$)/g, mark)} ₫` : '')
    put('unit', field('unit') && digits ? `/${field('unit')}` : '')
  }
  form.addEventListener('input', show)
  for (const button of document.querySelectorAll<HTMLElement>('[data-preview-go]')) button.hidden = true
  show()
}
