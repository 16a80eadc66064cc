import { env } from '@nguon/functions/env'
import { indexes } from '@nguon/store/definition'
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import type * as s3 from 'aws-cdk-lib/aws-s3'
import * as scheduler from 'aws-cdk-lib/aws-scheduler'
import * as targets from 'aws-cdk-lib/aws-scheduler-targets'
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { Board } from './board.ts'
import type { Data } from './data.ts'
import { Door } from './door.ts'
import { Edge } from './edge.ts'
import { type EntryName, entries } from './entries.ts'
import { Dead, Jobs } from './jobs.ts'
import { Service } from './service.ts'
import { signs } from './signs.ts'
import { Watch } from './watch.ts'

export type ShopProps = StackProps & {
  data: Data
  origin: string
  province: string
  stage: string
  watch?: string
  certificate?: string
  webAcl?: string
  /** Told at the end of a deployment, so that it is never left out unseen. */
  firewall: string
}

/** No function may scan the table, delete it or look at its settings. */
const looks = ['dynamodb:GetItem', 'dynamodb:BatchGetItem']
const reads = [...looks, 'dynamodb:Query']
const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map((it) => `dynamodb:${it}`)
/** A scan is read and noted down, and changes nothing that is there. */
const notes = [...reads, 'dynamodb:PutItem']
const [get, put, remove] = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']

/** What each function may do with what it is told of; nothing else. */
const may: Record<
  EntryName,
  {
    table: string[]
    media?: string[]
    imports?: string[]
    published?: string[]
    sealed?: string[]
    send?: true
    text?: true
  }
> = {
  resolver: { table: looks },
  api: { table: [...reads, ...writes], media: [put], imports: [get, put], published: [get], send: true, text: true },
  // Reading is all it is for, but a session and a key note their use.
  printer: { table: [...reads, ...writes] },
  checkout: { table: [...reads, ...writes] },
  hooks: { table: [...reads, ...writes] },
  passport: { table: notes },
  // The pages ask the API in their own process.
  site: { table: [...reads, ...writes], media: [put], imports: [get, put], published: [get], send: true, text: true },
  intake: { table: [...reads, ...writes], imports: [get, put], send: true },
  project: { table: [...reads, ...writes], published: [get, put] },
  timers: { table: [...reads, ...writes], sealed: [get, put] },
  operator: { table: [...reads, ...writes] },
}

/** What can be rebuilt at any time: the functions and the ways to them. */
export class Shop extends Stack {
  readonly distribution: string

  constructor(scope: Construct, id: string, { data, ...props }: ShopProps) {
    super(scope, id, props)
    const watch = new Watch(this, 'Watch', props.watch)
    const unread = new Dead(this, 'Unread')
    const unfollowed = new Dead(this, 'Unfollowed')
    const intakeJobs = new Jobs(this, 'IntakeJobs', unread)
    const pass = new secretsmanager.Secret(this, 'Pass', {
      description:
        'What the edge shows the functions. Not a person’s key: made again, it is handed to both by the next deployment',
      removalPolicy: RemovalPolicy.DESTROY,
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
    }).secretValue.unsafeUnwrap()

    const { tableArn, tableName } = data.table
    const partitions = [tableArn, ...indexes.map((index) => `${tableArn}/index/${index}`)]
    const service = (name: EntryName): Service => {
      const { table, send, text, ...objects } = may[name]
      const it = new Service(this, name)
      it.grant(env.table, tableName, table, table === looks || table === notes ? [tableArn] : partitions)
      for (const kind of ['media', 'imports', 'published', 'sealed'] as const) {
        it.grant(env[kind], data[kind].bucketName, objects[kind] ?? [], [data[kind].arnForObjects('*')])
        // Without the right to list, S3 answers 403 for an object that is not there.
        if (objects[kind]?.includes(get)) listing(it, data[kind])
      }
      it.grant(env.intake, intakeJobs.queue.queueUrl, send ? ['sqs:SendMessage'] : [], [intakeJobs.queue.queueArn])
      it.grant(env.secrets, data.secrets.secretArn, ['secretsmanager:GetSecretValue'], [data.secrets.secretArn])
      if (text) texting(it)
      return it.tell(env.origin, props.origin).tell(env.province, props.province).tell(env.stage, props.stage)
    }
    const services = Object.fromEntries(
      (Object.keys(entries) as EntryName[]).map((name) => [name, service(name)]),
    ) as Record<EntryName, Service>
    const { resolver, api, printer, checkout, hooks, passport, site, intake, project, timers, operator } = services
    // Takes the picture of a report away when who sent it is forgotten; the officers' lists beside it stay.
    project.grant(env.imports, data.imports.bucketName, [remove], [data.imports.arnForObjects('reports/*')])
    for (const it of [resolver, api, printer, checkout, hooks, passport, site]) it.tell(env.pass, pass)

    intake.function.addEventSource(
      new SqsEventSource(intakeJobs.queue, { batchSize: 1, reportBatchItemFailures: true }),
    )
    project.function.addEventSource(
      new DynamoEventSource(data.table, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 10,
        onFailure: new SqsDlq(unfollowed.queue),
      }),
    )
    const clock = new iam.Role(this, 'Clock', { assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com') })
    new scheduler.Schedule(this, 'EveryMinute', {
      schedule: scheduler.ScheduleExpression.rate(Duration.minutes(1)),
      target: new targets.LambdaInvoke(timers.function, {
        role: clock,
        retryAttempts: 0,
        deadLetterQueue: unfollowed.queue,
      }),
    })
    const door = new Door(this, 'Door', { api, hooks, checkout, resolver, site }, watch)
    signs(watch, { services, lists: intakeJobs, unfollowed, table: data.table })
    const edge = new Edge(this, 'Edge', {
      ...{ door, services: { resolver, passport, printer }, pass, media: data.media, origin: props.origin },
      ...(props.certificate ? { certificate: props.certificate } : {}),
      ...(props.webAcl ? { webAcl: props.webAcl } : {}),
    })
    new Board(this, 'Board', { services, queues: [intakeJobs], table: data.table, edge, watch })
    this.distribution = edge.distribution.distributionArn
    new CfnOutput(this, 'Firewall', { value: props.firewall, description: 'what stands before the edge' })
    new CfnOutput(this, 'OperatorFunction', {
      value: operator.function.functionName,
      description: 'invoke once with {name, phone}',
    })
  }
}

function listing(it: Service, bucket: s3.IBucket): void {
  it.function.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }))
}

/** A text message has no ARN to name: SNS grants publishing to a phone only as a whole, topics apart. */
function texting(it: Service): void {
  it.function.addToRolePolicy(
    new iam.PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:aws:sns:*:*:*'] }),
  )
}
