import { html, type Markup, trusted } from '../html.ts'
import { type IconName, icons } from '../icons/icon.ts'

/** A line icon `size` CSS pixels wide, for eyes only. */
export const icon = (name: IconName, size = 24, className?: string): Markup =>
  html`<svg${className && html` class="${className}"`} width="${size}" height="${size}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${trusted(icons[name])}</svg>`
