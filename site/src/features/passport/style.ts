import css from '../../style/passport.css?inline'
import tokens from '../../style/tokens.css?inline'

const values = new Map([...tokens.matchAll(/--([\w-]+):\s*([^;}]+)/g)].map(([, name, value]) => [name, value]))

/**
 * The passport's whole style, to stand inside the page. Names are replaced by their values:
 * a phone of 2013 does not know custom properties, and a page this size should not download a second file.
 */
export const passportStyle = css.replace(/var\(--([\w-]+)\)/g, (_, name: string) => {
  const value = values.get(name)
  if (value === undefined) throw new Error(`passport style: --${name} is not a token`)
  return value
})
