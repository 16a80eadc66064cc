import { networkInterfaces } from 'node:os'
import { resolve } from 'node:path'
import { banner } from './banner.ts'
import type { House } from './house.ts'
import { type Options, startPlatform } from './platform.ts'
import { refused, type StartRefusal, say } from './refusal.ts'

const checkout = resolve(import.meta.dirname, '../..')

/** `npm start`: runs until it is told to stop. Ends the process with 1 and one line where it cannot start. */
export async function run(house: House, args: string[], env: NodeJS.ProcessEnv, root = checkout): Promise<void> {
  const options = readOptions(args, env, root)
  if (refused(options)) return give(options)
  const starting = startPlatform(house, options)

  let asked = 0
  const end = async () => {
    if (++asked > 1) process.exit(130) // asked twice: at once
    const platform = await starting.catch(() => undefined)
    if (platform && !refused(platform)) await platform.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)

  const platform = await starting
  if (refused(platform)) return give(platform)
  console.log(banner(platform.report, platform.qr, Boolean(process.stdout.isTTY) && !env.NO_COLOR))
}

export function readOptions(args: string[], env: NodeJS.ProcessEnv, root: string): Options | StartRefusal {
  const unknown = args.find((arg) => arg !== '--empty')
  if (unknown !== undefined) return { code: 'start/unknown-option', given: unknown }
  const given = env.PORT || '4000'
  const port = Number(given)
  if (!/^\d{1,5}$/.test(given) || port > 65_535) return { code: 'start/port-not-a-number', given }
  const host = env.HOST || '127.0.0.1'
  return {
    port,
    host,
    origin: (bound) => (env.NGUON_ORIGIN || `http://${nameOf(host)}:${bound}`).replace(/\/+$/, ''),
    demo: !args.includes('--empty'),
    root,
    tell: console.log,
  }
}

/** How others reach us: a phone in the same network cannot open `localhost`. */
function nameOf(host: string): string {
  if (host === '127.0.0.1' || host === 'localhost') return 'localhost'
  if (host !== '0.0.0.0') return host.includes(':') ? `[${host}]` : host
  const addresses = Object.values(networkInterfaces()).flatMap((address) => address ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? 'localhost'
}

function give(refusal: StartRefusal): never {
  console.error(say(refusal))
  process.exit(1)
}
