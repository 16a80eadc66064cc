import type { AstroIntegration } from 'astro'

/** Builds the site into `dist/server/entry.mjs`, which exports `site(request, { house })`, and `dist/client`, which is served as files. */
export function nguon(): AstroIntegration {
  return {
    name: 'nguon',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        // Everything is bundled for the function, but what its other half brings as well; in development Vite must load packages as they are.
        if (command === 'build') updateConfig({ vite: { ssr: { noExternal: true, external: ['zod'] } } })
      },
      'astro:config:done': ({ setAdapter }) => {
        setAdapter({
          name: 'nguon',
          entrypointResolution: 'auto',
          serverEntrypoint: new URL('./src/serve.ts', import.meta.url),
          supportedAstroFeatures: { serverOutput: 'stable', staticOutput: 'stable' },
        })
      },
    },
  }
}
