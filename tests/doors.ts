export const rooms = [
  'gs1',
  'listing',
  'trace',
  'trade',
  'people',
  'print',
  'pay',
  'store',
  'local',
  'functions',
  'infra',
  'site',
] as const
export type Room = (typeof rooms)[number]
/** `types`: only the shapes. A pattern: only from files whose path (and import) it matches; types always. */
export type Door = 'yes' | 'types' | RegExp

/** Who may import whom. The table in docs/architecture.md is drawn from this. */
export const doors: Record<Room, Partial<Record<Room, Door>>> = {
  gs1: {},
  listing: { gs1: 'yes' },
  trace: { gs1: 'yes' },
  trade: { gs1: 'types' },
  people: {},
  print: { gs1: 'yes', trace: 'types' },
  pay: { trade: 'yes' },
  store: {
    ...{ gs1: 'yes', listing: 'yes', trace: 'yes', trade: 'yes', people: 'yes' },
    print: /@nguon\/print\/(printer|paper|press)$/,
  },
  local: { functions: /@nguon\/functions\/entry\//, pay: 'yes', trade: 'yes' },
  functions: {
    gs1: 'yes',
    listing: 'yes',
    trace: 'yes',
    trade: 'yes',
    people: 'yes',
    print: 'yes',
    pay: 'yes',
    store: 'yes',
  },
  infra: { functions: /@nguon\/functions\/env$/, store: /@nguon\/store\/definition$/ },
  site: {
    ...{
      gs1: 'yes',
      listing: 'yes',
      trace: 'yes',
      people: /@nguon\/people\/(role|phone)$/,
      print: /@nguon\/print\/(svg|matrix|png|press|paper|printer)$/,
    },
    trade: /@nguon\/trade\/(money|order|delivery)$/,
    ...{ pay: /@nguon\/pay\/bank$/, store: /\.server\.ts /, functions: 'types' },
  },
}

/** What each room may take from outside. */
export const outside: Record<Room, (string | RegExp)[]> = {
  gs1: [],
  listing: ['zod', 'fflate', 'saxes', 'minisearch'],
  trace: ['zod', 'node:crypto'],
  trade: ['zod'],
  people: ['zod', 'node:crypto'],
  print: ['qrcode', 'zod', /^node:/, '@expo-google-fonts/be-vietnam-pro'],
  pay: ['stripe', 'zod', 'node:crypto'],
  store: [/^@aws-sdk\//, 'zod', /^node:/],
  local: [/./],
  functions: [
    'hono',
    '@hono/zod-openapi',
    'zod',
    'node:crypto',
    'node:http',
    'node:https',
    'node:stream',
    'node:stream/promises',
    '@aws-sdk/client-sns',
  ],
  infra: ['aws-cdk-lib', 'constructs', 'cdk-nag', 'esbuild', /^node:/],
  site: ['astro', /^@fontsource\//, /^node:/, 'lucide-static', 'vite', '@noble/ed25519', 'qr'],
}

export const pure: readonly Room[] = ['gs1', 'listing', 'trace', 'trade', 'people']
export const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|randomBytes\(|process\.env|\bfetch\(/

const say = (door: Door | undefined) => (door === undefined ? '' : door instanceof RegExp ? 'some' : door)

/** The table as the docs show it. */
export function drawDoors(): string {
  const head = `| may import → | ${rooms.join(' | ')} |\n|${'---|'.repeat(rooms.length + 1)}`
  const rows = rooms.map(
    (room) => `| ${room} | ${rooms.map((to) => (to === room ? '·' : say(doors[room][to]))).join(' | ')} |`,
  )
  return [head, ...rows].join('\n')
}
