import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { contentSecurityPolicy, site } from '../../site/src/serve.ts'

const root = new URL('../../site/', import.meta.url)
const entry = new URL('dist/server/entry.mjs', root)

function newest(folder: URL): number {
  return Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => statSync(`${file.parentPath}/${file.name}`).mtimeMs),
  )
}

/** The site as it is served: the built bundle, built again when its sources are newer. */
export async function builtSite(): Promise<{ site: typeof site; contentSecurityPolicy: typeof contentSecurityPolicy }> {
  if (!existsSync(entry) || statSync(entry).mtimeMs < newest(new URL('src/', root))) {
    execFileSync('npm', ['run', 'build', '-w', 'site'], { cwd: fileURLToPath(new URL('../', root)), stdio: 'pipe' })
  }
  return import(entry.href)
}

/** Where the files that pages ask for lie. */
export const clientFiles = new URL('dist/client/', root)
