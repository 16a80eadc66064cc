/** Every function of the house: what it answers, and what people meet when it fails. */
export const entries = {
  resolver: {
    whenItFails: 'a shopper’s scan shows a short page that says to try again in a moment',
    memory: 512,
    seconds: 5,
  },
  api: { whenItFails: 'households and officers cannot save, and other systems get 503', memory: 1024, seconds: 29 },
  printer: {
    whenItFails: 'a file of stamps does not come or breaks off; asked for again it comes whole',
    memory: 1769,
    seconds: 600,
  },
  checkout: { whenItFails: 'a buyer cannot open the card page; VietQR and cash still work', memory: 512, seconds: 20 },
  hooks: {
    whenItFails: 'orders stay “waiting for transfer” until the bank sends its notice again',
    memory: 512,
    seconds: 15,
  },
  // Not less memory: processor comes with it, and where few scan a scan waits for a start.
  passport: {
    whenItFails: 'shoppers see an error page instead of the stamp’s passport',
    memory: 1024,
    seconds: 10,
  },
  site: {
    whenItFails: 'shoppers see an error page instead of the shop',
    memory: 1024,
    seconds: 15,
  },
  intake: {
    whenItFails: 'an officer’s list stays at “reading”; it is taken up again by itself',
    memory: 2048,
    seconds: 300,
  },
  project: { whenItFails: 'scan counts, passports and search lag behind what was saved', memory: 1024, seconds: 60 },
  timers: { whenItFails: 'orders nobody paid go on holding their stock', memory: 512, seconds: 50 },
  operator: { whenItFails: 'the first operator of a new deployment cannot be brought in', memory: 512, seconds: 20 },
} as const
export type EntryName = keyof typeof entries
