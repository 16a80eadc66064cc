/** Shrinks a chosen picture to at most 200 KB on the phone and shows it; without a script the picture goes as it was taken. */
const most = 200 * 1024
const longest = 1600

async function drawn(file: File): Promise<HTMLCanvasElement> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

const packed = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))

/** Quality first, then size: a picture at half the width is still larger than any card it is shown on. */
async function shrunk(whole: HTMLCanvasElement): Promise<Blob | null> {
  let canvas = whole
  for (;;) {
    for (const quality of [0.85, 0.75, 0.65, 0.55]) {
      const blob = await packed(canvas, quality)
      if (!blob || blob.size <= most) return blob
    }
    if (canvas.width < 400) return packed(canvas, 0.5)
    const less = document.createElement('canvas')
    less.width = Math.round(canvas.width * 0.75)
    less.height = Math.round(canvas.height * 0.75)
    less.getContext('2d')?.drawImage(canvas, 0, 0, less.width, less.height)
    canvas = less
  }
}

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-camera]')) {
  const form = input.form
  const root = input.closest<HTMLElement>('[data-camera-root]')
  const buttons = () => [...(form?.querySelectorAll<HTMLButtonElement>('button:not([type=button])') ?? [])]
  input.addEventListener('change', async () => {
    const file = input.files?.[0]
    if (!file) return
    for (const button of buttons()) button.disabled = true
    try {
      const canvas = await drawn(file)
      const small = await shrunk(canvas)
      if (small && small.size < file.size) {
        const list = new DataTransfer()
        list.items.add(new File([small], 'anh.jpg', { type: 'image/jpeg' }))
        input.files = list.files
      }
      const size = Math.ceil((input.files?.[0]?.size ?? file.size) / 1024)
      const view = root?.querySelector('[data-camera-view]')
      const says = root?.querySelector<HTMLElement>('[data-camera-says]')
      if (view) view.replaceChildren(canvas)
      if (says) {
        says.textContent = (says.dataset.cameraSays ?? '').replace('{kb}', String(size))
        says.hidden = false
      }
      const word = root?.querySelector<HTMLElement>('[data-camera-again]')
      if (word) word.textContent = word.dataset.cameraAgain ?? ''
      for (const thumb of document.querySelectorAll('[data-preview="picture"]')) {
        const copy = document.createElement('canvas')
        copy.width = 192
        copy.height = 192
        const side = Math.min(canvas.width, canvas.height)
        copy
          .getContext('2d')
          ?.drawImage(canvas, (canvas.width - side) / 2, (canvas.height - side) / 2, side, side, 0, 0, 192, 192)
        copy.className = 'thumb-canvas'
        thumb.replaceChildren(copy)
      }
    } catch {
      // An old browser or an odd file: it is sent as it is, and the server says what it thinks of it.
    } finally {
      for (const button of buttons()) button.disabled = false
    }
  })
}
