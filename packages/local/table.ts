import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  DynamoDBServiceException,
  UpdateTimeToLiveCommand,
  type UpdateTimeToLiveCommandInput,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { clientSetting } from './account.ts'

/** The shape of the one table; its owner is the store, and it comes here as an argument. */
export type TableShape = { table: CreateTableCommandInput; expiry: UpdateTimeToLiveCommandInput }

/** Makes the table unless it is there, and returns when it can be written to. */
export async function createTable(endpoint: string, { table, expiry }: TableShape): Promise<void> {
  const client = new DynamoDBClient(clientSetting(endpoint))
  try {
    await client.send(new CreateTableCommand(table))
    await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: table.TableName })
    await client.send(new UpdateTimeToLiveCommand(expiry))
  } catch (error) {
    if (!(error instanceof DynamoDBServiceException) || error.name !== 'ResourceInUseException') throw error
  } finally {
    client.destroy()
  }
}
