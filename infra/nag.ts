import { type App, Stack, Token, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** What AWS Solutions would have otherwise at one place of the tree, and why it is so here. */
type Answer = { at: string; ids: string[]; reason: string }

const wild = (...found: string[]) => found.map((it) => `AwsSolutions-IAM5[${it}]`)
const uploader = 'NguonShop/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C'
const objectsOf = {
  media: 'Resource::NguonData:ExportsOutputFnGetAttMediaA721A567ArnB9989168/*',
  imports: 'Resource::NguonData:ExportsOutputFnGetAttImportsC5EA4F6FArnBBEA0D9A/*',
  sealed: 'Resource::NguonData:ExportsOutputFnGetAttSealed918B1559Arn4FBB8E60/*',
  published: 'Resource::NguonData:ExportsOutputFnGetAttPublished616FB537ArnE11D2BEB/*',
}
const objects = (service: string, ...kinds: (keyof typeof objectsOf)[]): Answer => ({
  at: `NguonShop/${service}`,
  ids: wild(...kinds.map((kind) => objectsOf[kind])),
  reason: 'Objects of one bucket: their names are not known at deployment.',
})

/** A finding that is not answered here fails the synthesis. */
const answersFor = (account: string, region: string): Answer[] => [
  {
    at: 'NguonData/Secrets',
    ids: ['AwsSolutions-SMG4'],
    reason: 'A new root would end every printed stamp; changing a key is a step for a person (RUNBOOK.md#rotate-keys).',
  },
  { at: 'NguonData/Logs', ids: ['AwsSolutions-S1'], reason: 'The bucket of access logs does not log itself.' },
  {
    at: 'NguonShop/Pass',
    ids: ['AwsSolutions-SMG4'],
    reason: 'CloudFront and the functions must change it at once, which a deployment does (RUNBOOK.md#rotate-keys).',
  },
  {
    at: 'NguonShop/Unfollowed',
    ids: ['AwsSolutions-SQS3'],
    reason: 'It is itself where the stream and the clock put what failed; nothing reads it but a person.',
  },
  {
    at: 'NguonShop/Door',
    ids: ['AwsSolutions-APIG4'],
    reason:
      'Shoppers ask without a name. Every route asks `may`, and a sweep over the OpenAPI document shows that it does.',
  },
  objects('api', 'media', 'imports', 'published'),
  objects('site', 'media', 'imports', 'published'),
  objects('intake', 'imports'),
  objects('project', 'published'),
  {
    at: 'NguonShop/project',
    ids: wild(objectsOf.imports.replace(/\*$/, 'reports/*')),
    reason: 'Pictures of reports alone: they go when who sent them is forgotten.',
  },
  objects('timers', 'sealed'),
  {
    at: 'NguonShop/Clock',
    ids: wild('Resource::<timersFunctionFEB52CA7.Arn>:*'),
    reason: 'Any version of the one function that the clock calls.',
  },
  {
    at: uploader,
    ids: [
      ...wild('Action::s3:Abort*', 'Action::s3:DeleteObject*', 'Action::s3:GetBucket*', 'Action::s3:GetObject*'),
      ...wild('Action::s3:List*', 'Resource::<EdgeFiles2356C964.Arn>/*'),
      ...wild(`Resource::arn:aws:s3:::cdk-hnb659fds-assets-${account}-${region}/*`),
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      'AwsSolutions-L1',
    ],
    reason: 'CDK’s own uploader of public files, with a runtime of its own choice; it runs only while deploying.',
  },
  {
    at: 'NguonShop/Edge',
    ids: ['AwsSolutions-CFR1'],
    reason: 'A package bought in Thanh Hóa may be scanned anywhere.',
  },
  {
    at: 'NguonShop/Edge',
    ids: ['AwsSolutions-CFR4'],
    reason:
      'Only until a certificate is given: then TLS 1.2 and later, which CloudFront’s own certificate cannot enforce.',
  },
  {
    at: 'NguonShop/Edge',
    ids: ['AwsSolutions-S1'],
    reason: 'One bucket holds public files that CloudFront serves and logs, the other is the log.',
  },
  {
    at: 'NguonShop/Edge',
    ids: ['AwsSolutions-CFR2'],
    reason: 'Only where the firewall is left out by `-c firewall=none`, for a deployment that nobody knows of yet.',
  },
  {
    at: 'NguonShop/Edge',
    ids: ['Annotation::@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac'],
    reason: 'The policy of the bucket of pictures stands in infra/data.ts, with what survives.',
  },
]

const find = (from: IConstruct, path: string): IConstruct =>
  path.split('/').reduce((at, id) => at.node.findChild(id), from)

export function acknowledge(app: App): void {
  const { account, region } = Stack.of(find(app, 'NguonShop'))
  // Without an account at hand, as in tests, the checks say it in CloudFormation's words.
  for (const { at, ids, reason } of answersFor(Token.isUnresolved(account) ? '<AWS::AccountId>' : account, region))
    for (const id of ids) Validations.of(find(app, at)).acknowledge({ id, reason })
}
