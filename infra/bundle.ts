import { cpSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'
import type { EntryName } from './entries.ts'

const root = resolve(import.meta.dirname, '..')
export const bundles = join(root, 'dist/functions')

/** zod carries its words in fifty languages; ours are in functions/invalid.ts, so none but its default goes along (250 KB). */
const oneLanguage: Plugin = {
  name: 'one-language',
  setup(build) {
    build.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
      loader: 'js',
    }))
  },
}

/** How every function is made small: ES modules, tree-shaken, the SDK inside because external is slower to start. */
const options = (entry: EntryName, into: string): BuildOptions => ({
  entryPoints: [join(root, `functions/entry/${entry}.ts`)],
  outdir: join(into, entry),
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
  // Vietnamese as it is, not as \\u escapes: half the bytes.
  charset: 'utf8',
  logLevel: 'error',
  mainFields: ['module', 'main'],
  plugins: [oneLanguage],
  banner: { js: "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);" },
})

/** The files that load with the handler, what is imported on demand apart; bytes, and the modules inside. */
export function atStart({ outputs }: Metafile): { bytes: number; modules: Set<string> } {
  const seen = new Set<string>()
  const walk = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const { kind, path } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && outputs[path]) walk(path)
  }
  walk(Object.keys(outputs).find((file) => file.endsWith('index.mjs'))!)
  const files = [...seen].map((file) => outputs[file]!)
  return {
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    modules: new Set(files.flatMap(({ inputs }) => Object.keys(inputs))),
  }
}

/** What stamps are set in; read beside the function that prints. */
const fonts = ['400Regular/BeVietnamPro_400Regular.ttf', '700Bold/BeVietnamPro_700Bold.ttf'].map(
  (file) => `@expo-google-fonts/be-vietnam-pro/${file}`,
)

/** Bundles one function into a folder of its name and says what went into it. */
export async function bundle(entry: EntryName, into = bundles): Promise<Metafile> {
  rmSync(join(into, entry), { recursive: true, force: true })
  const { metafile } = await build({ ...options(entry, into), metafile: true })
  if (Object.keys(metafile.inputs).some((file) => file.endsWith('packages/print/typefaces.ts')))
    for (const file of fonts) cpSync(createRequire(import.meta.url).resolve(file), join(into, entry, basename(file)))
  return metafile
}
