import { join } from 'node:path'
import { Duration } from 'aws-cdk-lib'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import * as logs from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { bundles } from './bundle.ts'
import { type EntryName, entries } from './entries.ts'

/** A function of the house: its own role, its logs kept ninety days, and in its description what people meet when it fails. */
export class Service extends Construct {
  readonly function: lambda.Function

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
      logGroup: log,
      // Without a line for every start and end: at a million scans they would cost as much as the table.
      loggingFormat: lambda.LoggingFormat.JSON,
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
      role,
    })
  }

  /** Gives a permission together with the name under which the function finds the thing. */
  grant(name: string, value: string, actions: string[], resources: string[]): this {
    if (actions.length > 0) this.function.addToRolePolicy(new iam.PolicyStatement({ actions, resources }))
    return this.tell(name, value)
  }

  /** Gives a name alone: something that needs no permission, or that this function may know of and not touch. */
  tell(name: string, value: string): this {
    this.function.addEnvironment(name, value)
    return this
  }
}
