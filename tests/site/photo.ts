import { drawMatrix, quiet } from '@nguon/print/matrix'
import type { Browser } from 'playwright-core'

type Shot = { width: number; height: number; side: number }

/** A photo of a stamp as it comes out of a hand: held askew on a patterned cloth, in uneven light, out of focus, packed as JPEG. The stamp is a link or the picture of a printed label; without one only the cloth. */
export async function photograph(
  browser: Browser,
  stamp?: string | Uint8Array,
  { width, height, side }: Shot = { width: 1600, height: 1200, side: 420 },
): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width, height } })
  await page.setContent(`<body style="margin:0;height:${height}px;display:grid;place-items:center;
    background:repeating-linear-gradient(30deg,#c9a36a,#c9a36a 9px,#a87f4a 9px,#a87f4a 14px)">
    <div style="width:${side}px;filter:blur(${side / 700}px);transform:perspective(1400px) rotateX(18deg) rotateY(-9deg) rotate(11deg)">${stamp === undefined ? '' : typeof stamp === 'string' ? code(stamp) : label(stamp)}</div>
    <div style="position:fixed;inset:0;background:linear-gradient(120deg,#0007,#fff0 70%)"></div></body>`)
  const photo = await page.screenshot({ type: 'jpeg', quality: 70 })
  await page.close()
  return photo
}

const label = (png: Uint8Array): string =>
  `<img style="width:100%" src="data:image/png;base64,${Buffer.from(png).toString('base64')}">`

function code(link: string): string {
  const matrix = drawMatrix(link)
  if ('code' in matrix) throw new Error(matrix.code)
  const { size, bits } = matrix
  const dark = [...bits].flatMap((bit, at) =>
    bit ? [`M${(at % size) + quiet} ${Math.floor(at / size) + quiet}h1v1h-1z`] : [],
  )
  const whole = size + 2 * quiet
  return `<svg viewBox="0 0 ${whole} ${whole}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${whole}v${whole}H0z"/><path d="${dark.join('')}"/></svg>`
}
