import { join } from 'node:path'
import { Duration } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import * as logs from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { bundles } from './bundle.ts'
import { type EntryName, entries } from './entries.ts'

/** Where an alarm leads: the heading of this name in infra/RUNBOOK.md. */
export const runbook = (heading: string) => `RUNBOOK.md#${heading}`

/** A function of the house: its own role, its logs kept ninety days, an alarm that says what people meet. */
export class Service extends Construct {
  readonly function: lambda.Function
  readonly alarm: cloudwatch.Alarm

  constructor(scope: Construct, entry: EntryName) {
    super(scope, entry)
    const { whenItFails, memory, seconds } = entries[entry]
    const log = new logs.LogGroup(this, 'Log', { retention: logs.RetentionDays.THREE_MONTHS })
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })
    log.grantWrite(role)
    this.function = new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(join(bundles, entry)),
      handler: 'index.handler',
      memorySize: memory,
      timeout: Duration.seconds(seconds),
      description: `Nguồn ${entry}. When it fails, ${whenItFails}.`,
      environment: { NODE_OPTIONS: '--enable-source-maps' },
      logGroup: log,
      role,
    })
    this.alarm = this.function.metricErrors({ period: Duration.minutes(5) }).createAlarm(this, 'Errors', {
      threshold: 5,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: `When it fails, ${whenItFails}. ${runbook(entry)}`,
    })
  }

  /** Gives a permission together with the name under which the function finds the thing. */
  grant(name: string, value: string, give: (to: lambda.Function) => unknown): this {
    this.function.addEnvironment(name, value)
    give(this.function)
    return this
  }
}
