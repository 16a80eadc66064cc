import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import * as gateway from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import * as logs from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Service } from './service.ts'
import { fiveMinutes, type Watch } from './watch.ts'

type Services = Record<'api' | 'hooks' | 'checkout' | 'resolver' | 'site', Service>

/** Where each path goes. Catch-all routes: the gateway decodes `%2F` before it matches, so a template would count wrong. */
export const paths: readonly { path: string; to: keyof Services }[] = [
  { path: '/v1/hooks/{proxy+}', to: 'hooks' },
  { path: '/v1/orders/{ref}/card', to: 'checkout' },
  { path: '/v1/{proxy+}', to: 'api' },
  { path: '/docs', to: 'api' },
  { path: '/01/{proxy+}', to: 'resolver' },
  { path: '/t/{proxy+}', to: 'resolver' },
  { path: '/T/{proxy+}', to: 'resolver' },
  { path: '/.well-known/gs1resolver', to: 'resolver' },
]

/**
 * The one HTTP API: webhooks and plain forms reach it as they are, which a signed origin would not let them.
 * It lets in only what carries the edge's pass (functions/entry/edge.ts).
 */
export class Door extends Construct {
  readonly api: gateway.HttpApi

  constructor(scope: Construct, id: string, services: Services, watch: Watch) {
    super(scope, id)
    const to = (name: keyof Services) => new HttpLambdaIntegration(name, services[name].function)
    this.api = new gateway.HttpApi(this, 'Api', { defaultIntegration: to('site'), createDefaultStage: false })
    for (const { path, to: name } of paths)
      this.api.addRoutes({ path, methods: [gateway.HttpMethod.ANY], integration: to(name) })
    const log = new logs.LogGroup(this, 'Log', { retention: logs.RetentionDays.ONE_MONTH })
    // No path and no address in the access log: a path may hold a stamp, an address is a person's.
    const format = ['requestId', 'routeKey', 'status', 'responseLatency', 'integrationErrorMessage']
    new gateway.HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new gateway.LogGroupLogDestination(log),
        format: AccessLogFormat.custom(
          JSON.stringify(Object.fromEntries(format.map((name) => [name, `$context.${name}`]))),
        ),
      },
    })
    watch.over('DoorFails', {
      metric: this.api.metricServerError({ ...fiveMinutes, statistic: 'sum' }),
      ...{ from: 20, whenItFails: 'one in many requests is answered with an error', heading: 'door' },
    })
  }
}
