import { createHash } from 'node:crypto'
import { passportStyle } from './features/passport/style.ts'

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // The passport carries its style inside the page; its hash lets that one in and no other.
  `style-src 'self' ${hashOf(passportStyle)}`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self' https://checkout.stripe.com",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "manifest-src 'self'",
].join('; ')

/** What a page may load and run: nothing inline but the passport's own style, nothing from elsewhere. */
export const contentSecurityPolicy = (): string => policy
