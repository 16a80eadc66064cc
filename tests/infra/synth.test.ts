import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../infra/app.ts'
import { bundles } from '../../infra/bundle.ts'
import { entries } from '../../infra/entries.ts'

type Resources = Record<string, { Type: string; Properties: Record<string, unknown>; DeletionPolicy?: string }>
let data: Template
let shop: Template
let guard: Template
const all = (template: Template) => template.toJSON().Resources as Resources
const of = (template: Template, type: string) => Object.values(all(template)).filter((it) => it.Type === type)

beforeAll(() => {
  // The templates do not depend on what is in a bundle; where none was made yet, an empty one stands in.
  for (const entry of Object.keys(entries)) {
    const folder = resolve(bundles, entry)
    if (existsSync(resolve(folder, 'index.mjs'))) continue
    mkdirSync(folder, { recursive: true })
    writeFileSync(resolve(folder, 'index.mjs'), 'export const handler = () => {}\n')
  }
  const stacks = build(new App())
  data = Template.fromStack(stacks.data)
  shop = Template.fromStack(stacks.shop)
  guard = Template.fromStack(stacks.guard)
}, 120_000)

describe('what must survive', () => {
  test('the table is on demand, streamed, restorable to any minute, and cannot be deleted by a deployment', () => {
    data.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      }),
    })
  })

  test('every bucket is encrypted, closed to the public, TLS only and kept', () => {
    for (const it of Object.values(all(data)).filter(({ Type }) => Type === 'AWS::S3::Bucket')) {
      expect(it.DeletionPolicy).toBe('Retain')
      expect(it.Properties.BucketEncryption).toBeDefined()
      expect(it.Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      })
    }
  })

  test('nothing of it is a function, a queue or a distribution', () => {
    const types = new Set(Object.values(all(data)).map(({ Type }) => Type))
    expect([...types].filter((type) => /Lambda::Function|SQS|CloudFront|ApiGateway/.test(type))).toEqual([])
  })
})

describe('what can be rebuilt', () => {
  test('every function of ours is arm64 on Node 24, has a role of its own, and says what people meet when it fails', () => {
    const ours = of(shop, 'AWS::Lambda::Function').filter((it) =>
      String(it.Properties.Description ?? '').startsWith('Nguồn'),
    )
    expect(ours).toHaveLength(Object.keys(entries).length)
    for (const { Properties } of ours) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' })
      expect(Properties.Description).toMatch(/When it fails, .{20,}/)
    }
    expect(new Set(ours.map(({ Properties }) => JSON.stringify(Properties.Role))).size).toBe(ours.length)
  })

  test('every queue has a dead-letter queue or is one, and every log group forgets', () => {
    const queues = of(shop, 'AWS::SQS::Queue')
    expect(queues.filter(({ Properties }) => Properties.RedrivePolicy).length * 2).toBe(queues.length)
    for (const { Properties } of of(shop, 'AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBeGreaterThan(0)
  })

  test('changes are followed with bisection, retries and a place for what fails', () => {
    shop.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: Match.objectLike({ OnFailure: Match.anyValue() }),
    })
  })

  test('every alarm leads to a heading of the runbook that is there', () => {
    const headings = [
      ...readFileSync(resolve(import.meta.dirname, '../../infra/RUNBOOK.md'), 'utf8').matchAll(/^## (.+)$/gm),
    ].map(([, text]) => text!.toLowerCase().replaceAll(' ', '-'))
    const alarms = of(shop, 'AWS::CloudWatch::Alarm')
    expect(alarms.length).toBeGreaterThanOrEqual(10)
    for (const { Properties } of alarms) {
      const heading = /RUNBOOK\.md#([a-z0-9-]+)$/.exec(String(Properties.AlarmDescription))?.[1]
      expect(headings).toContain(heading)
    }
  })

  test('no statement of ours gives every action, and the only resource without a name is a phone', () => {
    for (const { Properties } of of(shop, 'AWS::IAM::Policy')) {
      if (JSON.stringify(Properties).includes('CDKBucketDeployment')) continue
      for (const statement of (
        Properties.PolicyDocument as {
          Statement: { Action: string | string[]; Resource?: unknown; NotResource?: unknown }[]
        }
      ).Statement) {
        const actions = [statement.Action].flat()
        expect(actions.filter((action) => action === '*' || /^\w+:\*$/.test(action))).toEqual([])
        if (statement.NotResource) expect(actions).toEqual(['sns:Publish'])
        else expect(statement.Resource).not.toBe('*')
      }
    }
  })

  test('a scan and its passport are never kept at the edge; files are; public pages differ by their whole address', () => {
    const { DistributionConfig } = of(shop, 'AWS::CloudFront::Distribution')[0]!.Properties as {
      DistributionConfig: {
        CacheBehaviors: { PathPattern: string; CachePolicyId: unknown }[]
        DefaultCacheBehavior: { CachePolicyId: unknown }
      }
    }
    const policy = (path: string) =>
      DistributionConfig.CacheBehaviors.find(({ PathPattern }) => PathPattern === path)?.CachePolicyId
    const never = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
    for (const path of ['/01/*', '/t/*', '/T/*', '/tem/*', '/v1/*']) expect(policy(path), path).toBe(never)
    expect(DistributionConfig.DefaultCacheBehavior.CachePolicyId).toBe(never)
    expect(policy('/assets/*')).not.toBe(never)
    expect(policy('/hang/*')).toMatchObject({ Ref: expect.stringContaining('Pages') })
  })
})

test('the guard counts a body’s size instead of stopping it, and stops an address that asks too much', () => {
  guard.hasResourceProperties('AWS::WAFv2::WebACL', {
    Scope: 'CLOUDFRONT',
    Rules: Match.arrayWith([Match.objectLike({ Name: 'TooMany' })]),
  })
})
