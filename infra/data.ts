import { rootName } from '@nguon/functions/env'
import { expiryAttribute, indexes, tableDefinition } from '@nguon/store/definition'
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as s3 from 'aws-cdk-lib/aws-s3'
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'

/** What must survive: the table, the objects and the keys. Nothing in it is rebuilt, renamed or removed by a deployment. */
export class Data extends Stack {
  readonly table: dynamodb.TableV2
  readonly media: s3.Bucket
  readonly imports: s3.Bucket
  readonly published: s3.Bucket
  readonly sealed: s3.Bucket
  readonly secrets: secretsmanager.Secret

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: true })
    const [pk, sk] = tableDefinition('').KeySchema.map(({ AttributeName }) => ({
      name: AttributeName,
      type: dynamodb.AttributeType.STRING,
    }))
    this.table = new dynamodb.TableV2(this, 'Table', {
      partitionKey: pk!,
      sortKey: sk!,
      billing: dynamodb.Billing.onDemand(),
      dynamoStream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: expiryAttribute,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      globalSecondaryIndexes: indexes.map((index) => ({
        indexName: index,
        partitionKey: { name: `${index}Pk`, type: dynamodb.AttributeType.STRING },
        sortKey: { name: `${index}Sk`, type: dynamodb.AttributeType.STRING },
      })),
    })
    const logs = this.bucket('Logs', {
      lifecycleRules: [{ expiration: Duration.days(180) }],
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
    })
    const kept = { versioned: true, serverAccessLogsBucket: logs }
    this.media = this.bucket('Media', { ...kept, serverAccessLogsPrefix: 'media/' })
    // Named here and not where the distribution stands: what survives must not hang on what is rebuilt.
    this.media.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [this.media.arnForObjects('*')],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    )
    // An officer's file is kept a year, as the law asks of listing data, then goes: it holds people's phones. Pictures of reports lie
    // beside, under `reports/`, and go earlier, with the record of who reported.
    this.imports = this.bucket('Imports', {
      ...kept,
      serverAccessLogsPrefix: 'imports/',
      lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
    })
    this.published = this.bucket('Published', {
      ...kept,
      serverAccessLogsPrefix: 'published/',
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
    })
    // Compliance mode: nobody, the account's owner included, changes or removes a root before its time.
    this.sealed = this.bucket('Sealed', {
      ...kept,
      serverAccessLogsPrefix: 'sealed/',
      objectLockEnabled: true,
      objectLockDefaultRetention: s3.ObjectLockRetention.compliance(Duration.days(3_650)),
    })
    // A changed GenerateSecretString makes a new root, under which no phone is found and no printed stamp is ours: it stays as it is.
    this.secrets = new secretsmanager.Secret(this, 'Secrets', {
      description:
        'The root of the keys of the house. Never change it; sepay, stripeKey and stripeWebhook stand beside it',
      removalPolicy: RemovalPolicy.RETAIN,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: rootName,
        passwordLength: 43,
        excludePunctuation: true,
      },
    })
  }

  private bucket(id: string, props: s3.BucketProps): s3.Bucket {
    return new s3.Bucket(this, id, {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...props,
    })
  }
}
