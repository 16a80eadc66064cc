import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { corner, type Template } from '@nguon/print/template'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** A page in greys, one byte a pixel, rows from the top. */
export type Raster = { width: number; height: number; data: Uint8Array }

const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength)
prepareZXingModule({ overrides: { wasmBinary } })

/** Opens a PDF in a reader that is not ours. */
export async function openPdf(bytes: Uint8Array) {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes)
  const page = (number: number) => document.getPage(number - 1)
  return {
    pages: document.getPageCount(),
    text: (number: number) => page(number).getText(),
    size: (number: number) => page(number).getOriginalSize(),
    /** `dotsPerMillimetre` 8 is what printers sold as 203 dpi have. */
    async raster(number: number, dotsPerMillimetre: number, paper = { width: 210, height: 297 }): Promise<Raster> {
      const [width, height] = [
        Math.round(paper.width * dotsPerMillimetre),
        Math.round(paper.height * dotsPerMillimetre),
      ]
      const drawn = await page(number).render({ width, height, colorSpace: 'Gray', render: 'bitmap' })
      return { width: drawn.width, height: drawn.height, data: drawn.data }
    },
    close() {
      document.destroy()
      library.destroy()
    },
  }
}

/** Black or white, as a thermal head prints. */
export function threshold({ width, height, data }: Raster): Raster {
  return { width, height, data: data.map((grey) => (grey < 128 ? 0 : 255)) }
}

/** The label at `place`, grown by `around` millimetres. */
export function cropLabel(raster: Raster, template: Template, place: number, around = 0): Raster {
  const scale = raster.width / 210
  const { x, y } = corner(template, place)
  const left = Math.max(0, Math.round((x - around) * scale))
  const top = Math.max(0, Math.round((y - around) * scale))
  const width = Math.min(raster.width - left, Math.round((template.width + 2 * around) * scale))
  const height = Math.min(raster.height - top, Math.round((template.height + 2 * around) * scale))
  const data = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    const from = (top + row) * raster.width + left
    data.set(raster.data.subarray(from, from + width), row * width)
  }
  return { width, height, data }
}

/** The texts of the QR codes a reader that is not ours finds. */
export async function readCodes({ width, height, data }: Raster): Promise<string[]> {
  const rgba = new Uint8ClampedArray(4 * data.length)
  data.forEach((grey, i) => {
    rgba.fill(grey, 4 * i, 4 * i + 3)
    rgba[4 * i + 3] = 255
  })
  const image = { width, height, data: rgba, colorSpace: 'srgb' as const }
  const found = await readBarcodes(image, { formats: ['QRCode'], maxNumberOfSymbols: 0 })
  return found.map(({ text }) => text)
}

/** Whether every pixel of the region, in millimetres, is white. */
export function isBlank(raster: Raster, x: number, y: number, width: number, height: number, paper = 210): boolean {
  const scale = raster.width / paper
  for (let row = Math.ceil(y * scale); row < Math.floor((y + height) * scale); row++) {
    for (let column = Math.ceil(x * scale); column < Math.floor((x + width) * scale); column++) {
      if (raster.data[row * raster.width + column]! < 250) return false
    }
  }
  return true
}
