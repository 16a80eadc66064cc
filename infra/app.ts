import { exampleOrigin } from '@nguon/functions/env'
import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { bundle } from './bundle.ts'
import { Data } from './data.ts'
import { type EntryName, entries } from './entries.ts'
import { Guard } from './guard.ts'
import { acknowledge } from './nag.ts'
import { Shop } from './shop.ts'

/** The whole deployment: what survives, what guards, what can be rebuilt. */
export function build(app: App): { data: Data; guard?: Guard; shop: Shop } {
  const setting = (name: string, otherwise: string): string => app.node.tryGetContext(name) ?? otherwise
  const given = (name: string) => (app.node.tryGetContext(name) ? { [name]: String(app.node.tryGetContext(name)) } : {})
  const region = setting('region', 'ap-southeast-1')
  const account: string | undefined = app.node.tryGetContext('account') ?? process.env.CDK_DEFAULT_ACCOUNT
  const env = { region, ...(account ? { account } : {}) }
  const data = new Data(app, 'NguonData', { env })
  // The firewall costs more than all else while nobody comes: `-c guard=none` leaves it out.
  const guard =
    setting('guard', 'yes') === 'none'
      ? undefined
      : new Guard(app, 'NguonGuard', { env: { ...env, region: 'us-east-1' }, crossRegionReferences: true })
  const shop = new Shop(app, 'NguonShop', {
    ...{ env, crossRegionReferences: true, data, ...(guard ? { webAcl: guard.arn } : {}) },
    ...{
      origin: setting('origin', exampleOrigin),
      province: setting('province', '38'),
      stage: setting('stage', 'production'),
    },
    ...given('certificate'),
    ...given('watch'),
  })
  acknowledge(app)
  return { data, ...(guard ? { guard } : {}), shop }
}

if (import.meta.main) {
  for (const name of Object.keys(entries) as EntryName[]) await bundle(name)
  const app = new App()
  build(app)
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  app.synth()
}
