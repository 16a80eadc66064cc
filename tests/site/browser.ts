import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** The Chromium that comes with `npm ci`; `more` are flags of its command line. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  // In one process a second context closes the first one's browser and hangs.
  const args = chromium.args.filter((flag) => flag !== '--single-process' && flag !== '--no-zygote')
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, ...more],
    headless: true,
  })
}
