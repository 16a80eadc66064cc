declare module '*.css?inline' {
  const css: string
  export default css
}
declare module '*.svg?raw' {
  const svg: string
  export default svg
}
declare module '*.woff2?url' {
  const url: string
  export default url
}
declare module '*.css'

declare namespace App {
  interface Locals {
    house: import('./house.ts').SiteHouse
    /** What the visitor asked for, with the language still in the path. */
    asked: URL
    /** Set when a page turns a visitor away: the error pages say it in words. */
    problem?: import('./ask.ts').Problem
    /** Set when somebody is logged in, but not for this part of the house. */
    turned?: { area: import('./features/login/me.ts').Area; me: import('./features/login/me.ts').Me }
  }
}

interface ImportMeta {
  /** Vite's own: files by pattern, read while building. */
  glob<T>(pattern: string, options: { query: string; import: string; eager: true }): Record<string, T>
}
