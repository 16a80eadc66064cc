import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Fonts } from './caption.ts'
import { readFont } from './font.ts'

const folder = '@expo-google-fonts/be-vietnam-pro'
let read: Fonts | undefined

/** Be Vietnam Pro (SIL OFL 1.1) as installed, read on first use. A bundle keeps the package beside it as an external. */
export function beVietnamPro(): Fonts {
  const open = (path: string) => readFont(readFileSync(fileURLToPath(import.meta.resolve(`${folder}/${path}`))))
  read ??= { regular: open('400Regular/BeVietnamPro_400Regular.ttf'), bold: open('700Bold/BeVietnamPro_700Bold.ttf') }
  return read
}
