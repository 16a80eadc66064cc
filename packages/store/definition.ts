import type { CreateTableCommandInput, UpdateTimeToLiveCommandInput } from '@aws-sdk/client-dynamodb'

/**
 * The three ways in beside the primary key. An item appears in an index only when it carries both of its attributes,
 * `{index}Pk` and `{index}Sk`, so a scan or an event costs no index write.
 */
export const indexes = ['maker', 'place', 'desk'] as const
export type Index = (typeof indexes)[number]

/** Epoch seconds after which an item counts as gone. Expiry runs late on AWS and never locally: readers compare too. */
export const expiryAttribute = 'ttl'

/** The one table, as a plain object that the local engine creates and the infrastructure reads. */
export function tableDefinition(name: string) {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: ['pk', 'sk', ...indexes.flatMap((index) => [`${index}Pk`, `${index}Sk`])].map(
      (attribute) => ({
        AttributeName: attribute,
        AttributeType: 'S' as const,
      }),
    ),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index,
      KeySchema: [
        { AttributeName: `${index}Pk`, KeyType: 'HASH' as const },
        { AttributeName: `${index}Sk`, KeyType: 'RANGE' as const },
      ],
      Projection: { ProjectionType: 'ALL' as const },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  } satisfies CreateTableCommandInput
}

/** Expiry is set by a second request: CreateTable has no place for it. */
export function expiryDefinition(name: string) {
  return {
    TableName: name,
    TimeToLiveSpecification: { AttributeName: expiryAttribute, Enabled: true },
  } satisfies UpdateTimeToLiveCommandInput
}
