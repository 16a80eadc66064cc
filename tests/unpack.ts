import chromium from '@sparticuz/chromium'

/**
 * Unpacks the browser once, before any worker starts. The package writes it in place and takes a file that is there for whole:
 * on a new machine a second worker would run what the first is still writing.
 */
export const setup = async (): Promise<void> => {
  await chromium.executablePath()
}
