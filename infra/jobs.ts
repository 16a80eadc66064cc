import { Duration } from 'aws-cdk-lib'
import * as sqs from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

const safe = { enforceSSL: true, encryption: sqs.QueueEncryption.SQS_MANAGED }

/** Where what failed too often waits a fortnight for a person. */
export class Dead extends Construct {
  readonly queue: sqs.Queue

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.queue = new sqs.Queue(this, 'Queue', { ...safe, retentionPeriod: Duration.days(14) })
  }
}

/** A queue whose messages are tried five times before they wait for a person. */
export class Jobs extends Construct {
  readonly queue: sqs.Queue

  constructor(scope: Construct, id: string, dead: Dead) {
    super(scope, id)
    this.queue = new sqs.Queue(this, 'Queue', {
      ...safe,
      // AWS asks for six times the reader's own limit.
      visibilityTimeout: Duration.minutes(30),
      deadLetterQueue: { queue: dead.queue, maxReceiveCount: 5 },
    })
  }
}
