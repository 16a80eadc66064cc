import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Fonts } from './caption.ts'
import { readFont } from './font.ts'

const files = {
  regular: '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf',
  bold: '@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf',
}
let read: Fonts | undefined

/** Be Vietnam Pro (SIL OFL 1.1), read on first use: beside the code, where a bundle keeps it, or else as installed. */
export function beVietnamPro(): Fonts {
  const open = (file: string) => {
    const beside = new URL(`./${basename(file)}`, import.meta.url)
    return readFont(readFileSync(fileURLToPath(existsSync(beside) ? beside : import.meta.resolve(file))))
  }
  read ??= { regular: open(files.regular), bold: open(files.bold) }
  return read
}
