import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { rootName, env as settings } from '@nguon/functions/env'
import { build } from 'esbuild'
import { bundle } from '../../infra/bundle.ts'
import { type EntryName, entries } from '../../infra/entries.ts'
import { startSecrets } from '../secrets.ts'
import { type Bench, type Line, median } from './bench.ts'

const root = resolve(import.meta.dirname, '../..')
const env = {
  ...process.env,
  ...{
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    NGUON_TABLE: 'table',
    NGUON_MEDIA_BUCKET: 'm',
    NGUON_IMPORTS_BUCKET: 'i',
    NGUON_PUBLISHED_BUCKET: 'p',
    NGUON_SEALED_BUCKET: 's',
  },
  ...{ NGUON_INTAKE_QUEUE_URL: 'http://127.0.0.1/q', NGUON_ORIGIN: 'https://nguon.example', NGUON_PROVINCE: '38' },
  ...{ [settings.secrets]: 'house', [settings.pass]: 'pass-3f9aC1d7e5b2-8Kq0ZpLmWxYv-4hTn' },
}

const run = promisify(execFile)

/** Milliseconds a fresh process takes to import a file: for a function, until its keys are there and its handler could answer. */
async function importTime(file: string, secrets: string): Promise<number> {
  // Lambda's own runtime brings `awslambda`, which functions that stream their answers are wrapped by.
  const script = `globalThis.awslambda={streamifyResponse:(it)=>it};const t=performance.now();await import(${JSON.stringify(`file://${file}`)});process.stdout.write(String(performance.now()-t));process.exit(0)`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...env, AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets },
  })
  return Number(stdout)
}

/** S12: how long each bundle takes to import, beside Hono and the SDK alone. */
export const coldStart: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nguon-floor-'))
  const source = join(folder, 'floor.ts')
  writeFileSync(
    source,
    "import {Hono} from 'hono';import {DynamoDBClient} from '@aws-sdk/client-dynamodb';import {DynamoDBDocumentClient,GetCommand} from '@aws-sdk/lib-dynamodb';const d=DynamoDBDocumentClient.from(new DynamoDBClient({}));export const app=new Hono().get('/',async c=>c.json(await d.send(new GetCommand({TableName:'t',Key:{}}))));\n",
  )
  const floorFile = join(folder, 'floor.mjs')
  await build({
    entryPoints: [source],
    outfile: floorFile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    minify: true,
    nodePaths: [join(root, 'node_modules')],
    banner: { js: "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);" },
  })
  const names = Object.keys(entries) as EntryName[]
  const bundles = join(folder, 'functions')
  for (const name of names) await bundle(name, bundles)
  const secrets = await startSecrets({ house: { [rootName]: 'root-7d1bE4a9c0f3-2Rs5TuVwXyZa-6bCd' } })
  const times: Record<string, number[]> = { floor: [] }
  for (let round = 0; round < 9; round++) {
    times.floor!.push(await importTime(floorFile, secrets.endpoint))
    for (const name of names) {
      const took = await importTime(join(bundles, name, 'index.mjs'), secrets.endpoint)
      times[name] = [...(times[name] ?? []), took]
    }
  }
  await secrets.stop()
  return names.map(
    (name): Line => ({
      ...{
        id: 'S12',
        what: `cold import of ${name}`,
        ours: median(times[name]!),
        floor: median(times.floor!),
        unit: 'ms',
      },
      target: name === 'resolver' ? { ratio: 1.2, better: 'less' } : { better: 'less' },
      note: 'with the keys fetched; floor: Hono and the SDK in one bundle, nothing fetched',
    }),
  )
}
