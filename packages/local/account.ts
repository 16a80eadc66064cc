/** What every client of the embedded services is made with. The services ask for a well-formed signature and check none. */
export const account = {
  region: 'ap-southeast-1',
  number: '000000000000',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const

export type ClientSetting = {
  endpoint: string
  region: string
  credentials: { accessKeyId: string; secretAccessKey: string }
}

/** The constructor argument of any AWS SDK client, for a service that listens at `endpoint`. */
export const clientSetting = (endpoint: string): ClientSetting => ({
  endpoint,
  region: account.region,
  credentials: account.credentials,
})
