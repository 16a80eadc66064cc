import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import type { Edge } from './edge.ts'
import type { EntryName } from './entries.ts'
import type { Jobs } from './jobs.ts'
import type { Service } from './service.ts'
import type { Watch } from './watch.ts'

type BoardProps = {
  services: Record<EntryName, Service>
  queues: Jobs[]
  table: dynamodb.TableV2
  edge: Edge
  watch: Watch
}

/** One page to look at: what people meet, then what stands behind it. */
export class Board extends Construct {
  constructor(scope: Construct, id: string, { services, queues, table, edge, watch }: BoardProps) {
    super(scope, id)
    const all = Object.values(services)
    const graph = (title: string, left: cloudwatch.IMetric[]) => new cloudwatch.GraphWidget({ title, left, width: 12 })
    new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: 'nguon',
      widgets: [
        [new cloudwatch.AlarmStatusWidget({ title: 'What somebody should look at', width: 24, alarms: watch.alarms })],
        [
          graph(
            'Scans and pages: how long (p95, ms)',
            [services.resolver, services.passport, services.site].map((it) =>
              it.function.metricDuration({ statistic: 'p95' }),
            ),
          ),
          graph('Requests at the edge', [edge.distribution.metricRequests(), edge.distribution.metric5xxErrorRate()]),
        ],
        [
          graph(
            'Errors',
            all.map((it) => it.function.metricErrors()),
          ),
          graph(
            'Waiting',
            queues.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage()),
          ),
        ],
        [
          graph('Reads and writes', [
            table.metricConsumedReadCapacityUnits(),
            table.metricConsumedWriteCapacityUnits(),
          ]),
        ],
      ],
    })
  }
}
