import { Stack, type StackProps } from 'aws-cdk-lib'
import * as wafv2 from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'

/** The firewall before the edge. CloudFront takes one only from us-east-1, so it is a stack of its own there; it holds nothing. */
export class Guard extends Stack {
  readonly arn: string

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props)
    const seen = (metricName: string) => ({ metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false })
    const managed = (name: string, priority: number, counted: string[] = []): wafv2.CfnWebACL.RuleProperty => ({
      name,
      priority,
      overrideAction: { none: {} },
      statement: {
        managedRuleGroupStatement: {
          vendorName: 'AWS',
          name,
          ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        },
      },
      visibilityConfig: seen(name),
    })
    const tooMany = (name: string, priority: number, limit: number, only?: string[]): wafv2.CfnWebACL.RuleProperty => ({
      name,
      priority,
      action: { block: { customResponse: { responseCode: 429 } } },
      statement: {
        rateBasedStatement: {
          limit,
          aggregateKeyType: 'IP',
          evaluationWindowSec: 300,
          ...(only ? { scopeDownStatement: writingTo(only) } : {}),
        },
      },
      visibilityConfig: seen(name),
    })
    const acl = new wafv2.CfnWebACL(this, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen('nguon'),
      rules: [
        managed('AWSManagedRulesCommonRuleSet', 1, notForUs),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 2),
        // A whole market may stand behind one address of a mobile carrier; two thousand in five minutes is past any market.
        tooMany('TooMany', 3, 2_000),
        // Codes have limits by phone and address of their own; this spares the function and the bill for messages.
        tooMany('TooManyLogins', 4, 100, ['/v1/login', '/vao', '/en/vao']),
      ],
    })
    this.arn = acl.attrArn
  }
}

/**
 * Counted and not stopped: lists and pictures are larger than 8 KB, their bytes look like scripts by chance, and the senders of
 * a bank's notice need not name themselves. What these rules look for is refused by the functions and shown by pages as text.
 */
const notForUs = ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'NoUserAgent_HEADER']

function writingTo(paths: string[]): wafv2.CfnWebACL.StatementProperty {
  const plain = [{ priority: 0, type: 'NONE' }]
  const match =
    (fieldToMatch: wafv2.CfnWebACL.FieldToMatchProperty, positionalConstraint: string) => (searchString: string) => ({
      byteMatchStatement: { fieldToMatch, positionalConstraint, searchString, textTransformations: plain },
    })
  const path = { orStatement: { statements: paths.map(match({ uriPath: {} }, 'STARTS_WITH')) } }
  return { andStatement: { statements: [match({ method: {} }, 'EXACTLY')('POST'), path] } }
}
