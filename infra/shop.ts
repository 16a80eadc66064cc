import { env } from '@nguon/functions/env'
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import type * as s3 from 'aws-cdk-lib/aws-s3'
import * as scheduler from 'aws-cdk-lib/aws-scheduler'
import * as targets from 'aws-cdk-lib/aws-scheduler-targets'
import type { Construct } from 'constructs'
import { Board } from './board.ts'
import type { Data } from './data.ts'
import { Door } from './door.ts'
import { Edge } from './edge.ts'
import { Jobs } from './jobs.ts'
import { Service } from './service.ts'

export type ShopProps = StackProps & {
  data: Data
  origin: string
  province: string
  stage: string
  certificate?: string
  webAcl?: string
}

/** These actions on the objects of one bucket; with the right to list it, without which S3 answers 403 for an object that is not there. */
function objects(it: Service, bucket: s3.IBucket, actions: string[]): void {
  it.function.addToRolePolicy(new iam.PolicyStatement({ actions, resources: [bucket.arnForObjects('*')] }))
  it.function.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }))
}

/** What can be rebuilt at any time: the functions and the ways to them. */
export class Shop extends Stack {
  constructor(scope: Construct, id: string, { data, ...props }: ShopProps) {
    super(scope, id, props)
    const intakeJobs = new Jobs(this, 'IntakeJobs', { whenItFails: 'officers’ lists wait unread', heading: 'intake' })
    const changes = new Jobs(this, 'Changes', {
      whenItFails: 'changes were saved and not followed',
      heading: 'project',
    })

    const service = (name: ConstructorParameters<typeof Service>[1]) => {
      const it = new Service(this, name)
      it.grant(env.table, data.table.tableName, (to) => data.table.grantReadWriteData(to))
      it.grant(env.media, data.media.bucketName, () => undefined)
      it.grant(env.imports, data.imports.bucketName, () => undefined)
      it.grant(env.published, data.published.bucketName, () => undefined)
      it.grant(env.intake, intakeJobs.queue.queueUrl, () => undefined)
      it.grant(env.secrets, data.secrets.secretArn, (to) => data.secrets.grantRead(to))
      it.grant(env.origin, props.origin, () => undefined)
      it.grant(env.province, props.province, () => undefined)
      return it.grant(env.stage, props.stage, () => undefined)
    }
    const writesApi = (it: Service) => {
      objects(it, data.media, ['s3:PutObject'])
      objects(it, data.imports, ['s3:GetObject', 's3:PutObject'])
      objects(it, data.published, ['s3:GetObject'])
      intakeJobs.queue.grantSendMessages(it.function)
      // A text message has no ARN to name: SNS grants publishing to a phone only as a whole.
      it.function.addToRolePolicy(
        new iam.PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:aws:sns:*:*:*'] }),
      )
      return it
    }

    const [resolver, hooks, checkout] = (['resolver', 'hooks', 'checkout'] as const).map(service) as [
      Service,
      Service,
      Service,
    ]
    const [api, site] = [writesApi(service('api')), writesApi(service('site'))]
    const [intake, project, timers, operator] = (['intake', 'project', 'timers', 'operator'] as const).map(service) as [
      Service,
      Service,
      Service,
      Service,
    ]

    objects(intake, data.imports, ['s3:GetObject', 's3:PutObject'])
    intake.function.addEventSource(
      new SqsEventSource(intakeJobs.queue, { batchSize: 1, reportBatchItemFailures: true }),
    )
    objects(project, data.published, ['s3:GetObject', 's3:PutObject'])
    project.function.addEventSource(
      new DynamoEventSource(data.table, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 10,
        onFailure: new SqsDlq(changes.queue),
      }),
    )
    new scheduler.Schedule(this, 'EveryMinute', {
      schedule: scheduler.ScheduleExpression.rate(Duration.minutes(1)),
      target: new targets.LambdaInvoke(timers.function, { retryAttempts: 0, deadLetterQueue: changes.dead }),
    })

    new CfnOutput(this, 'OperatorFunction', {
      value: operator.function.functionName,
      description: 'invoke once with {name, phone}',
    })
    const door = new Door(this, 'Door', { api, hooks, checkout, resolver, site })
    const edge = new Edge(this, 'Edge', {
      door,
      media: data.media,
      origin: props.origin,
      ...(props.certificate ? { certificate: props.certificate } : {}),
      ...(props.webAcl ? { webAcl: props.webAcl } : {}),
    })
    new Board(this, 'Board', {
      services: { resolver, api, checkout, hooks, site, intake, project, timers, operator },
      queues: [intakeJobs, changes],
      table: data.table,
      edge,
    })
  }
}
