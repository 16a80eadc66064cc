import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb'
import { type EntryName, entries } from './entries.ts'
import type { Dead, Jobs } from './jobs.ts'
import type { Service } from './service.ts'
import { fiveMinutes, type Watch } from './watch.ts'

type Watched = { services: Record<EntryName, Service>; lists: Jobs; unfollowed: Dead; table: dynamodb.TableV2 }

/**
 * What somebody is told of, beside the gateway's errors (infra/door.ts): each a single metric, because AWS counts an alarm by the
 * metrics in it and gives ten away (https://aws.amazon.com/cloudwatch/pricing/; a composite one is 0.50 and asks for its parts as
 * well). So where a person would begin with the same look, one sign stands for several faults.
 */
export function signs(watch: Watch, { services, lists, unfollowed, table }: Watched): void {
  const { resolver, passport, project, timers } = services
  const sum = { ...fiveMinutes, statistic: 'sum' }
  // Without a function's name Lambda sums over all of an account; this one is the shop's own (docs/deploy.md).
  const anyFunction = new cloudwatch.Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', ...sum })
  watch.over('FunctionsFail', {
    metric: anyFunction,
    ...{ from: 5, whenItFails: 'something that somebody asked for was not done', heading: 'functions' },
  })
  // A function URL counts what its function answers with 503 too, which is no error to Lambda.
  for (const [name, it] of [['resolver', resolver] as const, ['passport', passport] as const])
    watch.over(name, {
      metric: it.function.metric('Url5xxCount', sum),
      ...{ from: 5, whenItFails: entries[name].whenItFails, heading: name },
    })
  watch.over('ScansSlow', {
    metric: passport.function.metric('UrlRequestLatency', { ...fiveMinutes, statistic: 'p95' }),
    ...{ from: 3_000, times: 3, whenItFails: 'a scan in the market takes three seconds and more', heading: 'slow' },
  })
  watch.over('TableHeld', {
    metric: table.metric('WriteThrottleEvents', sum),
    ...{ from: 10, whenItFails: 'pages come slowly and some scans are not counted', heading: 'table' },
  })
  // A list that fails is tried five times, half an hour apart: this tells of it long before it waits in the queue `Unread`.
  watch.over('ListsWait', {
    metric: lists.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
    ...{ from: 1_800, whenItFails: 'an officer’s list is still at “reading” after half an hour', heading: 'intake' },
  })
  watch.over('UnfollowedWaiting', {
    metric: unfollowed.queue.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    from: 1,
    whenItFails: 'something was saved, and the pages that follow from it were not made',
    heading: 'project',
  })
  watch.over('ProjectLate', {
    metric: project.function.metric('IteratorAge', { ...fiveMinutes, statistic: 'max' }),
    ...{ from: 300_000, whenItFails: 'search and passports are minutes behind what was saved', heading: 'project' },
  })
  watch.over('TimersStill', {
    metric: timers.function.metricInvocations(fiveMinutes),
    ...{ from: 1, times: 2, silence: true, whenItFails: entries.timers.whenItFails, heading: 'timers' },
  })
}
