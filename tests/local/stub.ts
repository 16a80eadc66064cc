import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { House } from '@nguon/local/house'
import { run } from '@nguon/local/run'
import { expiryDefinition, tableDefinition } from '@nguon/store/definition'

/** The smallest house: three records seeded, each change and message noted by a handler, and a page that tells all. */
const house: House = {
  shape: (table) => ({ table: tableDefinition(table), expiry: expiryDefinition(table) }),
  async open({ table, dynamodb, sqs, intake, origin, secret, send }) {
    const db = new DynamoDBClient(dynamodb)
    const put = (pk: string, sk: string) =>
      db.send(new PutItemCommand({ TableName: table, Item: { pk: { S: pk }, sk: { S: sk } } }))
    const tell = async () => {
      const { Items = [] } = await db.send(new ScanCommand({ TableName: table }))
      const records = Items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`).toSorted()
      return Response.json({ records, secret: secret('stamp').length })
    }
    const said = (word: string) => ({ fetch: () => new Response(word) })
    return {
      apps: { api: said('api'), hooks: said('hooks'), resolver: said('resolver'), site: { fetch: tell } },
      handlers: {
        async project({ Records }) {
          for (const { dynamodb } of Records) {
            const { pk, sk } = dynamodb.Keys
            if (pk && 'S' in pk && pk.S === 'SEED' && sk && 'S' in sk) await put('SEEN', sk.S)
          }
        },
        async intake({ Records }) {
          for (const { body } of Records) await put('TAKEN', body)
        },
        timers: async () => undefined,
      },
      async seed() {
        for (const sk of ['1', '2', '3']) await put('SEED', sk)
        await new SQSClient(sqs).send(new SendMessageCommand({ QueueUrl: intake, MessageBody: 'sheet' }))
        if (process.env.STUB_DIES) process.kill(process.pid, 'SIGKILL')
        await send({ to: '0912000001', channel: 'sms', text: 'Mã: 482913', at: '2026-11-23T01:05:00Z' })
      },
      ready: async () => ({
        stamp: { link: `${origin}/01/09521234543213`, gtin: '09521234543213', lot: 'L1', serial: 'K7MQ2R9DFH3P' },
        product: { path: '/hang/09521234543213' },
        people: { household: { phone: '0912000001' } },
        apiKey: 'nguon_stub',
        epcis: {
          capture: `${origin}/v1/epcis/capture`,
          events: `${origin}/v1/epcis/events`,
          authorization: 'Bearer nguon_stub',
        },
        qr: (colour) => (colour ? '\x1b[7m██\x1b[0m\n' : '██\n'),
      }),
    }
  },
}

await run(house, process.argv.slice(2), process.env, process.cwd())
