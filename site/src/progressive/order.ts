/** Choosing another province fills its communes at once; without this the button beside it does the same with a reload. */
const form = document.querySelector<HTMLFormElement>('[data-order]')
const province = form?.querySelector<HTMLSelectElement>('#province')
const commune = form?.querySelector<HTMLSelectElement>('#commune')
const button = form?.querySelector<HTMLButtonElement>('button[value="province"]')
if (form && province && commune && button) {
  button.hidden = true
  province.addEventListener('change', async () => {
    try {
      const answer = await fetch(`/v1/communes?province=${province.value}`, {
        headers: { 'accept-language': document.documentElement.lang },
      })
      if (!answer.ok) throw new Error(String(answer.status))
      const { items } = (await answer.json()) as { items: { code: string; name: string; kind: string }[] }
      const first = commune.options[0]
      const kinds = JSON.parse(form.dataset.kinds ?? '{}') as Record<string, string>
      const say = ({ name, kind }: { name: string; kind: string }) =>
        kinds[kind] ? `${name} ${kinds[kind]}` : `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${name}`
      items.sort((a, b) => a.name.localeCompare(b.name, 'vi'))
      commune.replaceChildren(...(first ? [first] : []), ...items.map((item) => new Option(say(item), item.code)))
      commune.selectedIndex = 0
    } catch {
      button.hidden = false
    }
  })
}
