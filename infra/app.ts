import { exampleOrigin } from '@nguon/functions/env'
import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { bundle } from './bundle.ts'
import { Data } from './data.ts'
import { type EntryName, entries } from './entries.ts'
import { Guard } from './guard.ts'
import { acknowledge } from './nag.ts'
import { Plan } from './plan.ts'
import { Shop } from './shop.ts'

/**
 * Who pays for the firewall: its rules by the piece, CloudFront's flat rate, or nobody, and then there is none. It costs more than
 * all else while nobody comes, so leaving it out is a choice; but it is one that somebody writes down.
 */
const firewalls = ['rules', 'plan', 'none'] as const
export type Firewall = (typeof firewalls)[number]

function firewallOf(said: string): Firewall {
  const it = firewalls.find((each) => each === said)
  if (!it) throw new Error(`firewall is rules, plan or none; it cannot be "${said}"`)
  return it
}

/** The whole deployment: what survives, what guards, what can be rebuilt. */
export function build(app: App): { data: Data; guard?: Guard; shop: Shop } {
  const setting = (name: string, otherwise: string): string => app.node.tryGetContext(name) ?? otherwise
  const given = (name: string) => (app.node.tryGetContext(name) ? { [name]: String(app.node.tryGetContext(name)) } : {})
  const region = setting('region', 'ap-southeast-1')
  const account: string | undefined = app.node.tryGetContext('account') ?? process.env.CDK_DEFAULT_ACCOUNT
  const env = { region, ...(account ? { account } : {}) }
  const data = new Data(app, 'NguonData', { env })
  const firewall = firewallOf(setting('firewall', 'rules'))
  const edges = { env: { ...env, region: 'us-east-1' }, crossRegionReferences: true }
  const guard = firewall === 'none' ? undefined : new Guard(app, 'NguonGuard', edges)
  const shop = new Shop(app, 'NguonShop', {
    ...{ env, crossRegionReferences: true, data, ...(guard ? { webAcl: guard.arn } : {}) },
    ...{
      origin: setting('origin', exampleOrigin),
      province: setting('province', '38'),
      stage: setting('stage', 'production'),
    },
    ...{ firewall },
    ...given('certificate'),
    ...given('watch'),
  })
  if (firewall === 'plan' && guard)
    new Plan(app, 'NguonPlan', { ...edges, distribution: shop.distribution, webAcl: guard.arn })
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
