import { Duration } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import * as sqs from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { runbook } from './service.ts'

/** A queue whose messages, tried five times, wait a fortnight in a second one; somebody is told of the first that lands there. */
export class Jobs extends Construct {
  readonly queue: sqs.Queue
  readonly dead: sqs.Queue
  readonly alarm: cloudwatch.Alarm

  constructor(scope: Construct, id: string, { whenItFails, heading }: { whenItFails: string; heading: string }) {
    super(scope, id)
    const safe = { enforceSSL: true, encryption: sqs.QueueEncryption.SQS_MANAGED }
    this.dead = new sqs.Queue(this, 'Dead', { ...safe, retentionPeriod: Duration.days(14) })
    this.queue = new sqs.Queue(this, 'Queue', {
      ...safe,
      visibilityTimeout: Duration.minutes(30),
      deadLetterQueue: { queue: this.dead, maxReceiveCount: 5 },
    })
    this.alarm = this.dead
      .metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) })
      .createAlarm(this, 'SomebodyWaits', {
        threshold: 1,
        evaluationPeriods: 1,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
        alarmDescription: `When it fails, ${whenItFails}. ${runbook(heading)}`,
      })
  }
}
