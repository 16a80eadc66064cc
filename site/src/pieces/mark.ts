import { html, type Markup } from '../html.ts'

/** The house's mark. */
export const mark = (size: number): Markup =>
  html`<svg class="mark" width="${size}" height="${size}" viewBox="0 0 40 40" aria-hidden="true" focusable="false"><rect width="40" height="40" rx="10" fill="#1F3D73"/><g fill="none" stroke="#FBF8F1" stroke-width="2.3" stroke-linecap="round"><path d="M8.2 25.2C5.6 15.8 11 7.6 20 7.2C29 6.8 34.6 14 33.6 22.4C33 28 29.4 32.4 24 33.6"/><path d="M18.6 33.4C14 32.6 12 28 12.2 22.8C12.4 16.6 16 12.4 20.8 12.6C25.8 12.8 28.8 16.8 28.4 21.8C28.1 25.4 26.2 28 23.6 29"/></g><path d="M20.4 18C23.4 20 24 23.2 21.2 26.6C17.6 24.4 17.4 21 20.4 18Z" fill="#EBAE24"/></svg>`
