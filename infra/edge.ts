import { join } from 'node:path'
import { viewerHeader } from '@nguon/functions/env'
import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib'
import * as acm from 'aws-cdk-lib/aws-certificatemanager'
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins'
import * as s3 from 'aws-cdk-lib/aws-s3'
import * as deploy from 'aws-cdk-lib/aws-s3-deployment'
import { Construct } from 'constructs'
import type { Door } from './door.ts'

export type EdgeProps = { door: Door; media: s3.IBucket; origin: string; certificate?: string; webAcl?: string }

/**
 * What a phone reaches. Files never change under a name, so they are kept for a year; public pages are kept a minute and shown
 * a day longer while a fresh one is made; a scan and its passport are never shared between stamps.
 */
export class Edge extends Construct {
  readonly distribution: cloudfront.Distribution

  constructor(scope: Construct, id: string, { door, media, origin, certificate, webAcl }: EdgeProps) {
    super(scope, id)
    const files = new s3.Bucket(this, 'Files', {
      ...{
        encryption: s3.BucketEncryption.S3_MANAGED,
        blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
        enforceSSL: true,
      },
      ...{ removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: false },
    })
    const logs = new s3.Bucket(this, 'Logs', {
      ...{
        encryption: s3.BucketEncryption.S3_MANAGED,
        blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
        enforceSSL: true,
      },
      ...{
        objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
        lifecycleRules: [{ expiration: Duration.days(30) }],
      },
    })
    const api = new origins.HttpOrigin(Fn.parseDomainName(door.api.apiEndpoint), {
      protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
    })
    // The gateway knows itself by its own Host header, so that one is never handed on; ten names are all a policy takes.
    const handed = new cloudfront.OriginRequestPolicy(this, 'Handed', {
      headerBehavior: cloudfront.OriginRequestHeaderBehavior.allowList(
        ...['Accept', 'Accept-Language', 'Content-Type', 'Origin', 'Referer', 'User-Agent', viewerHeader],
        ...['CloudFront-Viewer-Country', 'CloudFront-Viewer-Country-Region'],
      ),
      cookieBehavior: cloudfront.OriginRequestCookieBehavior.all(),
      queryStringBehavior: cloudfront.OriginRequestQueryStringBehavior.all(),
    })
    const address = new cloudfront.Function(this, 'Address', {
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      comment: 'who asks, as the edge sees it; whatever the asker wrote there is overwritten',
      code: cloudfront.FunctionCode.fromInline(
        `function handler(event) { event.request.headers['${viewerHeader}'] = { value: event.viewer.ip }; return event.request }`,
      ),
    })
    const functionAssociations = [{ function: address, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }]
    const pages = new cloudfront.CachePolicy(this, 'Pages', {
      comment: 'public pages: a minute, then stale while a fresh one is made',
      defaultTtl: Duration.seconds(0),
      minTtl: Duration.seconds(0),
      maxTtl: Duration.days(1),
      queryStringBehavior: cloudfront.CacheQueryStringBehavior.all(),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    })
    const safe = { viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS, compress: true }
    const alone = {
      ...safe,
      functionAssociations,
      origin: api,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: handed,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    }
    const spoken = { ...alone, originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER }
    const shared = { ...safe, origin: api, cachePolicy: pages, originRequestPolicy: handed }
    const stored = (bucket: s3.IBucket) => ({
      ...safe,
      origin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
    })
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: 'Nguồn',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      enableLogging: true,
      logBucket: logs,
      defaultBehavior: alone,
      additionalBehaviors: {
        '/v1/*': spoken,
        '/01/*': alone,
        '/t/*': alone,
        '/T/*': alone,
        '/tem/*': alone,
        '/hang/*': shared,
        '/en/hang/*': shared,
        '/co-so/*': shared,
        '/assets/*': stored(files),
        '/_astro/*': stored(files),
        '/media/*': stored(
          s3.Bucket.fromBucketAttributes(this, 'Media', {
            bucketArn: media.bucketArn,
            bucketRegionalDomainName: media.bucketRegionalDomainName,
          }),
        ),
      },
      ...(webAcl ? { webAclId: webAcl } : {}),
      ...(certificate
        ? {
            certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', certificate),
            domainNames: [new URL(origin).hostname],
          }
        : {}),
    })
    new deploy.BucketDeployment(this, 'Site', {
      sources: [deploy.Source.asset(join(import.meta.dirname, '../site/dist/client'))],
      destinationBucket: files,
      cacheControl: [deploy.CacheControl.fromString('public, max-age=31536000, immutable')],
      distribution: this.distribution,
      distributionPaths: ['/assets/*'],
    })
  }
}
