import type { CheckWords } from './check.vi.ts'

export const checkEn: CheckWords = {
  title: 'Check a stamp without a network',
  lead: 'Open this page once with a network and your phone keeps it. After that the larger stamps can be checked with no signal: their signature is inside the code.',
  link: 'Link inside the code',
  linkHelp: 'Paste the link your camera read; it begins with https.',
  go: 'Check',
  camera: 'Scan with the camera',
  cameraStop: 'Stop the camera',
  noCamera: 'The camera did not open. Take a photo of the code below, or allow the camera and press again.',
  photoTake: 'Take a photo',
  photoPick: 'Choose a photo',
  photoHelp: 'The photo is read on your phone and sent nowhere.',
  looking: 'Looking for a code in the photo',
  ready: 'Your phone has kept this page and the list of keys.',
  unknown:
    'Not known without a network: how often it was scanned, whether it was voided or lost, whether the lot was recalled lately.',
  honest: 'The code proves we issued the stamp, not that this sticker is the original.',
  again: 'Ask again with a network',
  keysOf: 'List of keys on this phone updated at',
  notListedOf: 'This lot is not on the phone’s list of recalls, last updated',
  listedOf: 'The phone’s list of recalls was last updated',
  product: 'Product code',
  lot: 'Lot',
  serial: 'Stamp number',
  made: 'Made',
  expires: 'Use by',
  answers: {
    signed: {
      title: 'Right code, checked without a network',
      why: 'The signature in the code fits a key on your phone. We issued this stamp.',
    },
    expired: {
      title: 'Right code, but past its date',
      why: 'The signature fits. The date inside the code has passed.',
    },
    recalled: {
      title: 'Stop using it: this lot is recalled',
      why: 'Right code, and the lot is on the list of recalls your phone keeps. Do not use it; ask again with a network to see what to do.',
    },
    part: {
      title: 'A part of this lot is recalled',
      why: 'Right code. With a network the stamp’s own page says whether your pack is among them. Until then, do not use it.',
    },
    retired: {
      title: 'This kind of stamp is no longer in use',
      why: 'The signature fits an old key that is no longer taken. Ask the maker, or ask again with a network.',
    },
    'not-ours': {
      title: 'Not one of our codes',
      why: 'The signature fits no key on your phone. The code was altered, or we did not issue it.',
    },
    'no-signature': {
      title: 'This code needs a network',
      why: 'The small stamps carry no signature. With a network, this page asks again.',
    },
    malformed: {
      title: 'This code cannot be read',
      why: 'The link is too short or too long. Scan or paste all of it.',
    },
    'no-code': {
      title: 'No code seen in the photo',
      why: 'Go nearer, in good light, with all four corners of the code in view, and try again.',
    },
    other: {
      title: 'This is not the code of a stamp',
      why: 'It leads elsewhere. Look for the square code on the stamp stuck to the package.',
    },
    'no-keys': {
      title: 'No keys on this phone yet',
      why: 'Open this page once with a network; after that it works without one.',
    },
  },
}
