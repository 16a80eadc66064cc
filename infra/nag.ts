import { type Stack, Validations } from 'aws-cdk-lib'

type Reason = { id: string; reason: string }

function wildcards(reason: string, ...found: string[]): Reason[] {
  return found.map((it) => ({ id: `AwsSolutions-IAM5[${it}]`, reason }))
}

/** What AWS Solutions would have otherwise, and why it is so here. Anything not in this list fails the synthesis. */
const reasons: Record<'data' | 'guard' | 'shop', Reason[]> = {
  data: [
    {
      id: 'AwsSolutions-SMG4',
      reason:
        'Rotating these keys at random would end every printed stamp; rotation is a step of its own with old keys kept for checking (RUNBOOK.md#rotate-keys).',
    },
    { id: 'AwsSolutions-S1', reason: 'The bucket of access logs does not log itself.' },
  ],
  guard: [],
  shop: [
    {
      id: 'AwsSolutions-APIG4',
      reason:
        'Shoppers ask without a name. Who may do what is asked of `may` by every route, and a sweep over the OpenAPI document shows that each asks.',
    },
    ...wildcards(
      'Objects of one bucket, and indexes of one table: their names are not known at deployment.',
      'Resource::NguonData:ExportsOutputFnGetAttImportsC5EA4F6FArnBBEA0D9A/*',
      'Resource::NguonData:ExportsOutputFnGetAttMediaA721A567ArnB9989168/*',
      'Resource::NguonData:ExportsOutputFnGetAttPublished616FB537ArnE11D2BEB/*',
      'Resource::NguonData:ExportsOutputFnGetAttTableCD117FA1ArnE2C8C204/index/*',
    ),
    ...wildcards('Any version of the one function that the clock calls.', 'Resource::<timersFunctionFEB52CA7.Arn>:*'),
    ...wildcards(
      'CDK’s own uploader of static files; it runs only while deploying, on the bucket of public files.',
      ...[
        'Action::s3:Abort*',
        'Action::s3:DeleteObject*',
        'Action::s3:GetBucket*',
        'Action::s3:GetObject*',
        'Action::s3:List*',
        'Resource::*',
      ],
      ...[
        'Resource::<EdgeFiles2356C964.Arn>/*',
        'Resource::arn:aws:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-ap-southeast-1/*',
      ],
    ),
    {
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      reason: 'The uploader of static files is CDK’s own function and runs only while deploying.',
    },
    { id: 'AwsSolutions-L1', reason: 'The uploader of static files is CDK’s own function; ours run on Node 24.' },
    { id: 'AwsSolutions-CFR1', reason: 'A package bought in Thanh Hóa may be scanned anywhere.' },
    {
      id: 'AwsSolutions-CFR4',
      reason:
        'Only until a certificate is given: then TLS 1.2 and later, which the default certificate of CloudFront cannot enforce.',
    },
    {
      id: 'AwsSolutions-S1',
      reason: 'One bucket holds public files that CloudFront serves and logs, the other is the log.',
    },
  ],
}

export function acknowledge(stacks: Record<keyof typeof reasons, Stack>): void {
  for (const [name, list] of Object.entries(reasons))
    for (const it of list) Validations.of(stacks[name as keyof typeof reasons]).acknowledge(it)
}
