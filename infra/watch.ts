import { Duration } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import * as sns from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

/** What to look at, from when on somebody is told, what people meet then, and the heading of infra/RUNBOOK.md that helps. */
export type Sign = {
  metric: cloudwatch.IMetric
  from: number
  times?: number
  whenItFails: string
  heading: string
  /** Silence is the fault: nothing counted is as bad as too little. */
  silence?: true
}

/** Tells the one who watches: by mail where an address is given (`-c watch=mail@…`). */
export class Watch extends Construct {
  readonly alarms: cloudwatch.Alarm[] = []
  private readonly topic: sns.Topic

  constructor(scope: Construct, id: string, mail: string | undefined) {
    super(scope, id)
    this.topic = new sns.Topic(this, 'Topic', { displayName: 'Nguồn', enforceSSL: true })
    if (mail) this.topic.addSubscription(new EmailSubscription(mail))
  }

  over(name: string, { metric, from, times = 1, whenItFails, heading, silence }: Sign): void {
    const alarm = new cloudwatch.Alarm(this, name, {
      metric,
      threshold: from,
      evaluationPeriods: times,
      comparisonOperator: silence
        ? cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
        : cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silence ? cloudwatch.TreatMissingData.BREACHING : cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: `When it fails, ${whenItFails}. RUNBOOK.md#${heading}`,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
    alarm.addOkAction(new SnsAction(this.topic))
    this.alarms.push(alarm)
  }
}

export const fiveMinutes = { period: Duration.minutes(5) }
