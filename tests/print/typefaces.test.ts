import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { printSheets } from '@nguon/print/sheet'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { accepted, job, pdfOf } from './job.ts'

test('a bundle prints with the two font files beside it and nothing installed', async () => {
  const into = mkdtempSync(join(tmpdir(), 'print-'))
  try {
    await build({
      entryPoints: [resolve(import.meta.dirname, '../../packages/print/sheet.ts')],
      ...{ outfile: join(into, 'sheet.mjs'), bundle: true, platform: 'node', format: 'esm', minify: true },
      banner: { js: "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);" },
    })
    for (const file of ['400Regular/BeVietnamPro_400Regular.ttf', '700Bold/BeVietnamPro_700Bold.ttf']) {
      const installed = fileURLToPath(import.meta.resolve(`@expo-google-fonts/be-vietnam-pro/${file}`))
      copyFileSync(installed, join(into, file.split('/')[1]!))
    }
    const bundled: { printSheets: typeof printSheets } = await import(pathToFileURL(join(into, 'sheet.mjs')).href)
    const parts: Uint8Array[] = []
    for await (const chunk of accepted(bundled.printSheets(job)).chunks) parts.push(chunk)
    expect(Buffer.concat(parts).equals(await pdfOf())).toBe(true)
  } finally {
    rmSync(into, { recursive: true, force: true })
  }
})
