/** Checks a history on this device. The key seen first is remembered here, so that a later file cannot bring one of its own. */
type Verifier = {
  verifyHistory(file: unknown, key?: string): Promise<{ is: string }>
  sayHistory(found: { is: string }, lang: string): string
}
const address = '/assets/verify-history-1.mjs'
const remembered = 'nguon-history-key'
const out = document.querySelector<HTMLOutputElement>('[data-found]')

function knownKey(): string | undefined {
  try {
    const here = document.querySelector('[data-key]')?.textContent ?? undefined
    const known = localStorage.getItem(remembered) ?? here
    if (known) localStorage.setItem(remembered, known)
    return known
  } catch {
    return undefined
  }
}

async function check(read: () => Promise<unknown>, { lang = 'vi', unread = '' }: DOMStringMap): Promise<void> {
  if (!out) return
  try {
    const file = await read()
    const verifier = (await import(/* @vite-ignore */ address)) as Verifier
    const found = await verifier.verifyHistory(file, knownKey())
    out.dataset.is = found.is === 'whole' ? 'whole' : 'broken'
    out.textContent = verifier.sayHistory(found, lang)
  } catch {
    out.dataset.is = 'broken'
    out.textContent = unread
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-verify]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const said = button.textContent
    button.disabled = true
    button.textContent = button.dataset.busy ?? said
    await check(async () => (await fetch(button.dataset.verify ?? '')).json(), button.dataset)
    button.textContent = said
    button.disabled = false
  })
}
for (const input of document.querySelectorAll<HTMLInputElement>('[data-verify-file]')) {
  const label = input.closest<HTMLElement>('[data-choose]')
  if (label) label.hidden = false
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    if (file) void check(async () => JSON.parse(await file.text()), input.dataset)
    input.value = ''
  })
}
