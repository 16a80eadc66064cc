import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { env, keyHeader, passHeader, pathHeader, viewerHeader } from '@nguon/functions/env'
import { indexes } from '@nguon/store/definition'
import { App, type Stack, Validations } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { AwsSolutionsChecks } from 'cdk-nag'
import { beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../infra/app.ts'
import { bundles } from '../../infra/bundle.ts'
import { everybodys, printed, scans, tellKey, tellViewer } from '../../infra/edge.ts'
import { entries } from '../../infra/entries.ts'
import { mostBehaviours } from '../../infra/plan.ts'

type Resource = {
  Type: string
  Properties: Record<string, unknown>
  DeletionPolicy?: string
  Metadata?: Record<string, string>
}
type Statement = { Action: string | string[]; Resource?: unknown; NotResource?: unknown }
const root = resolve(import.meta.dirname, '../..')
const context = {
  '@aws-cdk/core:analyticsReporting': false,
  ...JSON.parse(readFileSync(resolve(root, 'cdk.json'), 'utf8')).context,
}
const whole = JSON.stringify

const shut = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }

let data: Template
let shop: Template
let guard: Template
const all = (template: Template): Record<string, Resource> => template.toJSON().Resources
const of = (template: Template, type: string) => Object.values(all(template)).filter((it) => it.Type === type)
const ours = () =>
  of(shop, 'AWS::Lambda::Function').filter((it) => String(it.Properties.Description ?? '').startsWith('Nguồn'))
const named = (name: string) =>
  ours().find(({ Properties }) => String(Properties.Description).startsWith(`Nguồn ${name}.`))!
const told = (name: string) => (named(name).Properties.Environment as { Variables: Record<string, unknown> }).Variables
/** What the policies of one function's role let it do. */
const statements = (name: string): Statement[] =>
  Object.entries(all(shop))
    .filter(([id, it]) => it.Type === 'AWS::IAM::Policy' && id.startsWith(`${name}Role`))
    .flatMap(([, it]) => (it.Properties.PolicyDocument as { Statement: Statement[] }).Statement)
const actions = (name: string) => statements(name).flatMap(({ Action }) => [Action].flat())

/** The templates do not depend on what is in a bundle; where none was made yet, an empty one stands in. */
function standIn(folder: string, file: string, text: string) {
  if (existsSync(resolve(folder, file))) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(resolve(folder, file), text)
}

beforeAll(() => {
  for (const entry of Object.keys(entries))
    standIn(resolve(bundles, entry), 'index.mjs', 'export const handler = () => {}\n')
  const stacks = build(new App({ context }))
  data = Template.fromStack(stacks.data)
  shop = Template.fromStack(stacks.shop)
  guard = Template.fromStack(stacks.guard!)
}, 120_000)

test.each([
  ['as it is tested', {}],
  [
    'in somebody’s account, at a flat rate',
    { account: '123456789012', origin: 'https://nguon.test', watch: 'watch@nguon.test', firewall: 'plan' },
  ],
  ['in another region', { account: '123456789012', region: 'ap-southeast-3' }],
  ['without the firewall', { firewall: 'none' }],
])(
  'AWS Solutions finds nothing that is not answered with a reason, %s',
  (_, more) => {
    const app = new App({ context: { ...context, ...more } })
    build(app)
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
    expect(() => app.synth()).not.toThrow()
  },
  120_000,
)

type Behaviour = {
  PathPattern: string
  CachePolicyId: { Ref: string }
  OriginRequestPolicyId?: { Ref: string }
  FunctionAssociations?: unknown[]
}
type Distribution = { CacheBehaviors: Behaviour[]; DefaultCacheBehavior: Behaviour; Origins: object[] }
const distribution = () =>
  of(shop, 'AWS::CloudFront::Distribution')[0]!.Properties.DistributionConfig as unknown as Distribution

describe('what must survive', () => {
  test('the table is on demand, streamed, restorable to any minute, and cannot be deleted by a deployment', () => {
    data.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        GlobalSecondaryIndexes: indexes.map((index) => Match.objectLike({ IndexName: index })),
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      }),
    })
  })

  test('nobody changes or removes a sealed root for ten years', () => {
    const [sealed] = Object.entries(all(data)).filter(([id]) => id.startsWith('Sealed'))
    expect(sealed?.[1].Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 3650 } } },
    })
  })

  test('every bucket is encrypted, closed to the public, TLS only and kept', () => {
    const buckets = Object.entries(all(data)).filter(([, { Type }]) => Type === 'AWS::S3::Bucket')
    expect(buckets).toHaveLength(5)
    for (const [id, it] of buckets) {
      expect(it.DeletionPolicy).toBe('Retain')
      expect(it.Properties).toMatchObject({ BucketEncryption: {}, PublicAccessBlockConfiguration: shut })
      const policy = of(data, 'AWS::S3::BucketPolicy').find(({ Properties }) => whole(Properties.Bucket).includes(id))
      expect(whole(policy), id).toContain('"aws:SecureTransport":"false"')
    }
    expect(
      buckets.filter(([, { Properties }]) => Properties.VersioningConfiguration).map(([id]) => id.slice(0, 5)),
    ).toEqual(expect.arrayContaining(['Media', 'Impor', 'Publi']))
  })

  test('the root of the keys is made once: what would make CloudFormation draw another never changes', () => {
    data.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Retain' })
    const [secret] = of(data, 'AWS::SecretsManager::Secret')
    expect(secret?.Properties.GenerateSecretString).toEqual({
      ...{ SecretStringTemplate: '{}', GenerateStringKey: 'root', PasswordLength: 43, ExcludePunctuation: true },
    })
  })

  test('nothing of it is a function, a queue or a distribution', () => {
    const types = new Set(Object.values(all(data)).map(({ Type }) => Type))
    expect([...types].filter((type) => /Lambda::Function|SQS|CloudFront|ApiGateway/.test(type))).toEqual([])
  })
})

describe('what can be rebuilt', () => {
  test('every function of ours is arm64 on Node 24, has a role of its own, and says what people meet when it fails', () => {
    expect(ours()).toHaveLength(Object.keys(entries).length)
    for (const { Properties } of ours()) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' })
      expect(Properties.Description).toMatch(/When it fails, .{20,}/)
      expect(Properties.VpcConfig).toBeUndefined()
    }
    expect(new Set(ours().map(({ Properties }) => whole(Properties.Role))).size).toBe(ours().length)
  })

  test('every function is told all that the house is opened with, and only those behind the edge know its pass', () => {
    const { pass, ...house } = env
    for (const name of Object.keys(entries))
      expect(Object.keys(told(name))).toEqual(expect.arrayContaining(Object.values(house)))
    expect(Object.keys(entries).filter((name) => told(name)[pass])).toEqual([
      'resolver',
      'api',
      'printer',
      'checkout',
      'hooks',
      'passport',
      'site',
    ])
  })

  test('every queue has a place for what fails, or is that place; every log group forgets', () => {
    const queues = Object.entries(all(shop)).filter(([, { Type }]) => Type === 'AWS::SQS::Queue')
    const others = whole(
      Object.values(all(shop)).filter(({ Type }) => Type !== 'AWS::SQS::QueuePolicy' && Type !== 'AWS::IAM::Policy'),
    )
    const placeOf = (id: string) =>
      new RegExp(`(deadLetterTargetArn|DeadLetterConfig|OnFailure)[^}]*"${id}"`, 'i').test(others)
    for (const [id, { Properties }] of queues) expect(Boolean(Properties.RedrivePolicy) || placeOf(id), id).toBe(true)
    const groups = of(shop, 'AWS::Logs::LogGroup')
    expect(groups.length).toBeGreaterThan(ours().length)
    for (const { Properties } of groups) expect(Properties.RetentionInDays).toBeGreaterThan(0)
    for (const { Properties } of ours())
      expect(Properties.LoggingConfig).toMatchObject({ LogGroup: { Ref: expect.any(String) } })
  })

  test('changes are followed with bisection, retries and a place for what fails', () => {
    shop.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: Match.objectLike({ OnFailure: Match.anyValue() }),
    })
  })

  test('a message is hidden six times as long as its reader may take', () => {
    const [queue] = of(shop, 'AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy)
    expect(queue?.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * entries.intake.seconds)
  })

  test('every alarm tells somebody and leads to a heading of the runbook that is there', () => {
    const text = readFileSync(resolve(root, 'infra/RUNBOOK.md'), 'utf8')
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!.toLowerCase().replaceAll(' ', '-'))
    const alarms = of(shop, 'AWS::CloudWatch::Alarm')
    for (const name of Object.keys(entries)) expect(headings).toContain(name)
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toHaveLength(1)
      const heading = /RUNBOOK\.md#([a-z0-9-]+)$/.exec(String(Properties.AlarmDescription))?.[1]
      expect(headings).toContain(heading)
    }
  })

  test('there are ten alarms of one metric each, which is what AWS gives away', () => {
    const alarms = of(shop, 'AWS::CloudWatch::Alarm')
    expect(alarms).toHaveLength(10)
    for (const { Properties } of alarms) expect(Properties).toMatchObject({ MetricName: expect.any(String) })
    expect(of(shop, 'AWS::CloudWatch::CompositeAlarm')).toEqual([])
    expect(
      alarms.filter(({ Properties }) => Properties.MetricName === 'Errors' && !Properties.Dimensions),
    ).toHaveLength(1)
  })

  test('a clock that stands still is told of, though nothing is counted then', () => {
    shop.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
  })
})

describe('what a function may do', () => {
  test('no statement gives every action, and the only resource without a name is a phone', () => {
    for (const name of Object.keys(entries))
      for (const statement of statements(name)) {
        const given = [statement.Action].flat()
        expect(given.filter((action) => action.includes('*'))).toEqual([])
        if (statement.NotResource) expect(given).toEqual(['sns:Publish'])
        else expect(statement.Resource, whole(statement)).not.toBe('*')
      }
  })

  test('no function may scan the table', () => {
    for (const name of Object.keys(entries)) expect(actions(name), name).not.toContain('dynamodb:Scan')
  })

  test('a scan’s first step may look one item up and nothing else of the house', () => {
    expect(new Set(actions('resolver'))).toEqual(
      new Set([
        ...['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'secretsmanager:GetSecretValue'],
        ...['logs:CreateLogStream', 'logs:PutLogEvents'],
      ]),
    )
  })

  test('a scan’s second step may read the table and add to it, and reaches nothing else of the house', () => {
    expect(new Set(actions('passport'))).toEqual(
      new Set([
        ...['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
        ...['secretsmanager:GetSecretValue', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      ]),
    )
  })

  test('texts are sent by those who log people in, and lists are read by the reader and those who show them', () => {
    const able = (action: string) => Object.keys(entries).filter((name) => actions(name).includes(action))
    expect(able('sns:Publish')).toEqual(['api', 'site'])
    expect(able('s3:PutObject')).toEqual(['api', 'site', 'intake', 'project', 'timers'])
    expect(able('sqs:SendMessage')).toEqual(['api', 'site', 'intake', 'project'])
  })
})

describe('the edge', () => {
  const at = (path: string) => distribution().CacheBehaviors.find(({ PathPattern }) => PathPattern === path)!
  const configOf = ({ Ref }: { Ref: string }, config: string) =>
    all(shop)[Ref]!.Properties[config] as Record<string, unknown>

  test('keeps a scan, a passport and a page of one’s own for nobody else', () => {
    const named = ['/v1/*', ...printed, ...scans.resolver, ...scans.passport].map(at)
    for (const behaviour of [distribution().DefaultCacheBehavior, ...named]) {
      const kept = configOf(behaviour.CachePolicyId, 'CachePolicyConfig')
      expect(kept).toMatchObject({ MinTTL: 0, DefaultTTL: 0, MaxTTL: 1 })
      expect(kept.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
        CookiesConfig: { CookieBehavior: 'all' },
        QueryStringsConfig: { QueryStringBehavior: 'all' },
        HeadersConfig: { Headers: expect.arrayContaining([viewerHeader]) },
        EnableAcceptEncodingBrotli: true,
      })
      expect(behaviour.FunctionAssociations).toHaveLength(1)
    }
  })

  test('never gives what one key may see to another', () => {
    const { HeadersConfig } = configOf(at('/v1/*').CachePolicyId, 'CachePolicyConfig')
      .ParametersInCacheKeyAndForwardedToOrigin as { HeadersConfig: { Headers: string[] } }
    expect(HeadersConfig.Headers).toContain('Authorization')
  })

  test('takes files of stamps as they are made, from the one function that streams, whatever their length', () => {
    const modes = of(shop, 'AWS::Lambda::Url').map(({ Properties }) => Properties.InvokeMode ?? 'BUFFERED')
    expect(modes.sort()).toEqual(['BUFFERED', 'BUFFERED', 'RESPONSE_STREAM'])
    const order = distribution().CacheBehaviors.map(({ PathPattern }) => PathPattern)
    for (const path of printed) {
      expect(order.indexOf(path)).toBeLessThan(order.indexOf('/v1/*'))
      const { HeadersConfig } = configOf(at(path).CachePolicyId, 'CachePolicyConfig')
        .ParametersInCacheKeyAndForwardedToOrigin as { HeadersConfig: { Headers: string[] } }
      expect(HeadersConfig.Headers).toContain(keyHeader)
    }
  })

  test('asks the functions of a scan and of a print under its own signature, and nobody else may', () => {
    const urls = of(shop, 'AWS::Lambda::Url')
    expect(urls).toHaveLength(3)
    for (const { Properties } of urls) expect(Properties.AuthType).toBe('AWS_IAM')
    const permissions = of(shop, 'AWS::Lambda::Permission').filter(
      ({ Properties }) => Properties.Principal === 'cloudfront.amazonaws.com',
    )
    expect(new Set(permissions.map(({ Properties }) => Properties.Action))).toEqual(
      new Set(['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']),
    )
    for (const { Properties } of permissions) expect(whole(Properties.SourceArn)).toContain('distribution/')
    for (const path of [...scans.resolver, ...scans.passport, ...printed])
      expect(at(path)).toMatchObject({ AllowedMethods: ['GET', 'HEAD', 'OPTIONS'] })
  })

  test('gives everybody’s pages no cookie and nothing of who asks, so that no page of one is shown to another', () => {
    for (const path of everybodys) {
      const behaviour = at(path)
      expect(configOf(behaviour.CachePolicyId, 'CachePolicyConfig')).toMatchObject({
        MinTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          CookiesConfig: { CookieBehavior: 'none' },
          HeadersConfig: { HeaderBehavior: 'none' },
          QueryStringsConfig: { QueryStringBehavior: 'all' },
        },
      })
      expect(configOf(behaviour.OriginRequestPolicyId!, 'OriginRequestPolicyConfig')).toMatchObject({
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: [pathHeader] },
      })
    }
  })

  test('hands on ten headers at most, which is all that a policy takes', () => {
    for (const { Properties } of of(shop, 'AWS::CloudFront::OriginRequestPolicy')) {
      const { HeadersConfig } = Properties.OriginRequestPolicyConfig as { HeadersConfig: { Headers: string[] } }
      expect(HeadersConfig.Headers.length).toBeLessThanOrEqual(10)
    }
  })

  test('shows the functions a pass that stands in no template', () => {
    const asked = distribution().Origins.filter((origin) => whole(origin).includes(passHeader))
    expect(asked).toHaveLength(4)
    for (const origin of asked) expect(whole(origin)).toContain('{{resolve:secretsmanager:')
    expect(whole(told('site')[env.pass])).toContain('{{resolve:secretsmanager:')
  })

  test('overwrites what an asker writes into the headers it speaks in', () => {
    const tell = new Function(`${tellViewer}; return handler`)() as (event: object) => { headers: object }
    const headers = {
      [viewerHeader]: { value: 'localhost' },
      [pathHeader]: { value: '/v1/people' },
      [passHeader]: { value: 'guessed' },
    }
    const told = tell({ viewer: { ip: '203.0.113.9' }, request: { uri: '/01/09520123456788/10/A%2FB', headers } })
    expect(told.headers).toEqual({
      [viewerHeader]: { value: '203.0.113.9' },
      [pathHeader]: { value: '/01/09520123456788/10/A%2FB' },
    })
  })

  test('says to a printer’s function the key that its own signature overwrites, and no key but the asker’s', () => {
    const tell = new Function(`${tellKey}; return handler`)() as (event: object) => { headers: object }
    const uri = '/v1/products/09520123456788/lots/A%2FB/stamps/sheet'
    const given = { [viewerHeader]: { value: '203.0.113.9' }, [pathHeader]: { value: uri } }
    const ask = (headers: object) => tell({ viewer: { ip: '203.0.113.9' }, request: { uri, headers } }).headers
    const authorization = { value: 'Bearer nk_1' }
    expect(ask({ authorization })).toEqual({ ...given, authorization, [keyHeader]: authorization })
    expect(ask({ [keyHeader]: { value: 'Bearer nk_another' } })).toEqual(given)
    const plain = new Function(`${tellViewer}; return handler`)() as typeof tell
    expect(plain({ viewer: { ip: '203.0.113.9' }, request: { uri, headers: { authorization } } }).headers).toEqual({
      ...{ ...given, authorization },
    })
  })

  test('keeps what a page was made with after the next deployment', () => {
    shop.hasResourceProperties('Custom::CDKBucketDeployment', { Prune: false })
  })
})

describe('the guard', () => {
  test('stands before the edge unless somebody leaves it out by name', () => {
    const before = (template: Template) =>
      (of(template, 'AWS::CloudFront::Distribution')[0]!.Properties.DistributionConfig as { WebACLId?: unknown })
        .WebACLId
    expect(before(shop)).toBeDefined()
    const bare = build(new App({ context: { ...context, firewall: 'none' } }))
    expect(bare.guard).toBeUndefined()
    const template = Template.fromStack(bare.shop)
    expect(before(template)).toBeUndefined()
    template.hasOutput('Firewall', { Value: 'none' })
    expect(() => build(new App({ context: { ...context, firewall: 'no' } }))).toThrow(
      'firewall is rules, plan or none; it cannot be "no"',
    )
  })

  test('is paid for by CloudFront’s flat rate where that is chosen, of the least tier that takes policies of our own', () => {
    const app = new App({ context: { ...context, account: '123456789012', firewall: 'plan' } })
    build(app)
    const plan = Template.fromStack(app.node.findChild('NguonPlan') as Stack)
    const { Properties } = of(plan, 'AWS::PricingPlanManager::Subscription')[0]!
    expect(Properties).toMatchObject({ PlanFamily: 'CloudFront', PlanTier: 'BUSINESS' })
    expect(Properties.ResourceArns).toHaveLength(2)
    expect(distribution().CacheBehaviors.length + 1).toBeLessThanOrEqual(mostBehaviours)
  })

  const rules = () => of(guard, 'AWS::WAFv2::WebACL')[0]!.Properties.Rules as { Name: string; Statement: object }[]

  test('stops an address that asks too much, and sooner one that asks for codes', () => {
    const limit = (name: string) => rules().find(({ Name }) => Name === name)?.Statement
    expect(limit('TooMany')).toMatchObject({ RateBasedStatement: { Limit: 2_000 } })
    expect(limit('TooManyLogins')).toMatchObject({ RateBasedStatement: { Limit: 100 } })
  })

  test('lets an officer’s list of 4 MB and a bank that names itself by nothing through', () => {
    const counted = whole(rules().find(({ Name }) => Name === 'AWSManagedRulesCommonRuleSet'))
    for (const rule of ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'NoUserAgent_HEADER'])
      expect(counted).toContain(`{"ActionToUse":{"Count":{}},"Name":"${rule}"}`)
  })
})
