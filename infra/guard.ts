import { Stack, type StackProps } from 'aws-cdk-lib'
import * as wafv2 from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'

/** The firewall before the edge. CloudFront takes one only from us-east-1, so it is a stack of its own there; it holds nothing. */
export class Guard extends Stack {
  readonly arn: string

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props)
    const seen = (metricName: string) => ({ metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false })
    const managed = (name: string, priority: number): wafv2.CfnWebACL.RuleProperty => ({
      name,
      priority,
      overrideAction: { none: {} },
      statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ...uploads(name) } },
      visibilityConfig: seen(name),
    })
    const acl = new wafv2.CfnWebACL(this, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen('nguon'),
      rules: [
        managed('AWSManagedRulesCommonRuleSet', 1),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 2),
        {
          name: 'TooMany',
          priority: 3,
          action: { block: { customResponse: { responseCode: 429 } } },
          // A market behind one mobile carrier's address scans a lot: two thousand in five minutes is past any market.
          statement: { rateBasedStatement: { limit: 2000, aggregateKeyType: 'IP' } },
          visibilityConfig: seen('TooMany'),
        },
      ],
    })
    this.arn = acl.attrArn
  }
}

/** Officers send lists of up to 4 MB; the managed rule would stop a body at 8 KB. */
const uploads = (name: string) =>
  name === 'AWSManagedRulesCommonRuleSet'
    ? { ruleActionOverrides: [{ name: 'SizeRestrictions_BODY', actionToUse: { count: {} } }] }
    : {}
