type Seen = HTMLVideoElement | ImageBitmap
type Detector = { detect: (from: Seen) => Promise<{ rawValue: string }[]> }
type Detectors = { new (options: { formats: string[] }): Detector; getSupportedFormats: () => Promise<string[]> }

/** Longer sides at which a photo is looked at, in turn: a small code far away wants the large ones, a blurred one the small. */
const sides = [1600, 1000, 640, 3000]
/** One side is enough for a frame of the camera: the next frame comes at once. */
const frameSide = 960

/** The phone's own reader, where it has one: iPhones and Firefox do not. */
async function ownReader(): Promise<Detector | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: Detectors }
  const formats = await BarcodeDetector?.getSupportedFormats().catch((): string[] => [])
  return BarcodeDetector && formats?.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : undefined
}

function pixelsOf(seen: Seen, width: number, height: number, side: number): ImageData | undefined {
  const scale = Math.min(1, side / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  pen?.drawImage(seen, 0, 0, canvas.width, canvas.height)
  return pen?.getImageData(0, 0, canvas.width, canvas.height)
}

/** Reads a photo; every try leaves the page a breath, so that it can say what it does. */
export async function readPhoto(photo: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(photo)
  const [code] = (await (await ownReader())?.detect(picture).catch(() => [])) ?? []
  if (code) return code.rawValue
  const { readPixels } = await import('./pixels.ts')
  const { width, height } = picture
  for (const side of sides) {
    const pixels = pixelsOf(picture, width, height, side)
    const text = pixels && readPixels(pixels)
    if (text) return text
    await new Promise((resolve) => setTimeout(resolve))
  }
  return undefined
}

/** Reads one frame after another of a camera: by the phone's own reader, or by ours, which is fetched now if it was not kept. */
export async function frameReader(): Promise<(video: HTMLVideoElement) => Promise<string | undefined>> {
  const own = await ownReader()
  if (own) return async (video) => (await own.detect(video).catch(() => []))[0]?.rawValue
  const { readPixels } = await import('./pixels.ts')
  return async (video) => {
    const pixels = video.videoWidth ? pixelsOf(video, video.videoWidth, video.videoHeight, frameSide) : undefined
    return pixels && readPixels(pixels)
  }
}
