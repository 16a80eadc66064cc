import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { CfnSubscription } from 'aws-cdk-lib/aws-pricingplanmanager'
import type { Construct } from 'constructs'

type PlanProps = StackProps & { distribution: string; webAcl: string }

/**
 * CloudFront's flat rate in place of its prices by the piece: requests, bytes, the firewall and its rules in one monthly sum, and
 * never more than that (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html). Business is
 * the least tier that fits: Free and Pro take no cache or origin request policies of one's own, and without those the functions do
 * not learn from which province a stamp is scanned. AWS bills nothing until somebody approves it (docs/deploy.md).
 */
export class Plan extends Stack {
  constructor(scope: Construct, id: string, { distribution, webAcl, ...props }: PlanProps) {
    super(scope, id, props)
    const plan = new CfnSubscription(this, 'Subscription', {
      planFamily: 'CloudFront',
      planTier: 'BUSINESS',
      resourceArns: [distribution, webAcl],
    })
    new CfnOutput(this, 'Approve', { value: plan.attrArn, description: 'the plan that waits for your approval' })
  }
}

/** Behaviours of a distribution that the tier takes. */
export const mostBehaviours = 50
