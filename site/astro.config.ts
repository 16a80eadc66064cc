import { defineConfig } from 'astro/config'
import { nguon } from './adapter.ts'

export default defineConfig({
  output: 'server',
  adapter: nguon(),
  trailingSlash: 'never',
  compressHTML: true,
  build: { assets: 'assets', inlineStylesheets: 'never' },
  // The origin of a form is checked in src/serve.ts against the house's own address, which a proxy cannot blur.
  security: { checkOrigin: false },
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0, cssTarget: ['chrome61', 'safari12'] } },
})
