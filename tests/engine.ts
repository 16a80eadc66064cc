import { randomUUID } from 'node:crypto'
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type ClientSetting, clientSetting } from '@nguon/local/account'
import { type Engine, type EngineKind, startEngine } from '@nguon/local/engine'
import { refused, say } from '@nguon/local/refusal'
import { createTable } from '@nguon/local/table'
import { expiryDefinition, tableDefinition } from '@nguon/store/definition'
import { afterAll } from 'vitest'

export type FreshTable = { name: string; config: ClientSetting; drop(): Promise<void> }

// One engine in memory for each test file, started by the first table asked for.
let running: Promise<Engine> | undefined

afterAll(async () => {
  await (await running)?.stop()
  running = undefined
})

/** The engine of this test file. `NGUON_ENGINE=dynamodb-local` runs the same tests on Amazon's. */
export function engine(): Promise<Engine> {
  running ??= startEngine({ ...(isKind(process.env.NGUON_ENGINE) ? { only: process.env.NGUON_ENGINE } : {}) }).then(
    (answer) => {
      if (refused(answer)) throw new Error(say(answer))
      return answer
    },
  )
  return running
}

/** An empty table of the real shape. `config` is the argument of any AWS SDK client. */
export async function freshTable(): Promise<FreshTable> {
  const { endpoint } = await engine()
  const name = `t-${randomUUID().slice(0, 8)}`
  const config = clientSetting(endpoint)
  await createTable(endpoint, { table: tableDefinition(name), expiry: expiryDefinition(name) })
  const drop = async () => {
    const client = new DynamoDBClient(config)
    await client.send(new DeleteTableCommand({ TableName: name }))
    client.destroy()
  }
  return { name, config, drop }
}

const isKind = (name: string | undefined): name is EngineKind => name === 'dynoxide' || name === 'dynamodb-local'
