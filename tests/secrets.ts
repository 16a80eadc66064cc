import { once } from 'node:events'
import { createServer } from 'node:http'

/** Secrets Manager as far as a function asks it: one secret by its id. What was asked is kept for a test to look at. */
export async function startSecrets(values: Record<string, Record<string, string>>) {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const { SecretId } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { SecretId: string }
    asked.push(`${request.headers['x-amz-target']} ${SecretId}`)
    const value = values[SecretId]
    response.writeHead(value ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(
      JSON.stringify(value ? { SecretString: JSON.stringify(value) } : { __type: 'ResourceNotFoundException' }),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const stop = async () => {
    server.close()
    server.closeAllConnections()
  }
  return { endpoint: `http://127.0.0.1:${port}`, asked, stop }
}
