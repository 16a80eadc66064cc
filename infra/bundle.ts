import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, type BuildOptions, type Metafile } from 'esbuild'
import type { EntryName } from './entries.ts'

const root = resolve(import.meta.dirname, '..')
export const bundles = join(root, 'dist/functions')

/** How every function is made small: ES modules, tree-shaken, the SDK inside because external is slower to start. */
const options = (entry: EntryName): BuildOptions => ({
  entryPoints: [join(root, `functions/entry/${entry}.ts`)],
  outdir: join(bundles, entry),
  entryNames: 'index',
  outExtension: { '.js': '.mjs' },
  // What is imported on demand (the EPCIS validator, Stripe) is a file of its own and costs nothing until asked for.
  splitting: true,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  metafile: true,
  legalComments: 'none',
  logLevel: 'error',
  mainFields: ['module', 'main'],
  banner: { js: "import{createRequire as $r}from'node:module';const require=$r(import.meta.url);" },
})

/** Bundles one function and says what went into it. */
export async function bundle(entry: EntryName): Promise<Metafile> {
  rmSync(join(bundles, entry), { recursive: true, force: true })
  return (await build({ ...options(entry), metafile: true })).metafile
}
