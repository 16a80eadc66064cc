import { join } from 'node:path'
import { keyHeader, passHeader, pathHeader, viewerHeader } from '@nguon/functions/env'
import { CfnOutput, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib'
import * as acm from 'aws-cdk-lib/aws-certificatemanager'
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import * as logs from 'aws-cdk-lib/aws-logs'
import * as s3 from 'aws-cdk-lib/aws-s3'
import * as deploy from 'aws-cdk-lib/aws-s3-deployment'
import { Construct } from 'constructs'
import type { Door } from './door.ts'
import { Keeping } from './keeping.ts'
import type { Service } from './service.ts'

export type EdgeProps = {
  door: Door
  services: { resolver: Service; passport: Service; printer: Service }
  media: s3.IBucket
  pass: string
  origin: string
  certificate?: string
  webAcl?: string
}

/** What is the same for everybody: pages in both languages, and the list of recalls that phones ask for. */
export const everybodys = [
  ...['/', '/hang', '/hang/*', '/co-so/*', '/ve-tem'].flatMap((path) => [path, path === '/' ? '/en' : `/en${path}`]),
  '/recalls.json',
]
/**
 * Scans and their passports: read alone, so the edge asks their functions itself under its own signature. The gateway, which
 * posts need because nobody signs the body of a form, would cost more than the scan (`npm run bench -- money`).
 */
export const scans = { resolver: ['/01/*', '/t/*', '/T/*', '/eh*', '/ex*'], passport: ['/tem/*', '/en/tem/*'] } as const

/** Files of stamps: longer than an answer of the gateway may be, so each goes out as it is made (functions/entry/stream.ts). */
export const printed = ['/v1/products/*/lots/*/stamps/sheet', '/v1/products/*/lots/*/prints/*/file'] as const

/** Says who asks and for what path, as the edge sees it; whatever the asker wrote there is overwritten. */
export const tellViewer = telling('')
/**
 * The same, and what the asker wrote as `Authorization` under another name: the edge's signature takes its place there
 * (functions/env.ts). So a printing program shows its key as everywhere else, and the function still answers the edge alone.
 */
export const tellKey = telling(`
  var shown = request.headers.authorization
  if (shown) request.headers['${keyHeader}'] = { value: shown.value }`)

function telling(more: string) {
  return `function handler(event) {
  var request = event.request
  request.headers['${viewerHeader}'] = { value: event.viewer.ip }
  request.headers['${pathHeader}'] = { value: request.uri }
  delete request.headers['${passHeader}']
  delete request.headers['${keyHeader}']${more}
  return request
}
`
}

const paths = (list: readonly string[], behaviour: cloudfront.BehaviorOptions) =>
  Object.fromEntries(list.map((path) => [path, behaviour]))

const shut = {
  encryption: s3.BucketEncryption.S3_MANAGED,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
}

/**
 * What a phone reaches. Files never change under a name, so they are kept for a year; everybody's pages are kept a minute and
 * shown longer while a fresh one is made; a scan and its passport are never shared between stamps, nor a page between people.
 */
export class Edge extends Construct {
  readonly distribution: cloudfront.Distribution

  constructor(scope: Construct, id: string, { door, services, media, pass, origin, certificate, webAcl }: EdgeProps) {
    super(scope, id)
    const keeping = new Keeping(this, 'Keeping')
    const files = new s3.Bucket(this, 'Files', { ...shut, removalPolicy: RemovalPolicy.DESTROY })
    const log = new s3.Bucket(this, 'Logs', {
      ...shut,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ expiration: Duration.days(30) }],
    })
    const saying = (name: string, text: string) => {
      const code = cloudfront.FunctionCode.fromInline(text)
      const it = new cloudfront.Function(this, name, { runtime: cloudfront.FunctionRuntime.JS_2_0, code })
      return { functionAssociations: [{ function: it, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }] }
    }
    const safe = {
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: keeping.headers,
      compress: true,
    }
    const customHeaders = { [passHeader]: pass }
    const gateway = new origins.HttpOrigin(Fn.parseDomainName(door.api.apiEndpoint), {
      protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
      customHeaders,
    })
    const asked = { ...safe, ...saying('Viewer', tellViewer) }
    const alone = {
      ...asked,
      origin: gateway,
      cachePolicy: keeping.own,
      originRequestPolicy: keeping.all,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    }
    // Systems and webhooks bring headers of their own (signatures, idempotency keys): all but Host goes on.
    const spoken = {
      ...alone,
      cachePolicy: keeping.spoken,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    }
    const scanned = (it: Service) => ({
      ...alone,
      origin: origins.FunctionUrlOrigin.withOriginAccessControl(
        it.function.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.AWS_IAM }),
        { customHeaders },
      ),
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
    })
    const streamed = {
      ...spoken,
      ...saying('Key', tellKey),
      cachePolicy: keeping.printed,
      origin: origins.FunctionUrlOrigin.withOriginAccessControl(
        services.printer.function.addFunctionUrl({
          authType: lambda.FunctionUrlAuthType.AWS_IAM,
          invokeMode: lambda.InvokeMode.RESPONSE_STREAM,
        }),
        { customHeaders, readTimeout: Duration.seconds(60) },
      ),
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
    }
    const shared = {
      ...asked,
      origin: gateway,
      cachePolicy: keeping.everybodys,
      originRequestPolicy: keeping.addressOnly,
    }
    const stored = (bucket: s3.IBucket) => ({
      ...safe,
      origin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
    })
    // Imported, so that the bucket's policy stays with the stack that survives (infra/data.ts).
    const pictures = s3.Bucket.fromBucketAttributes(this, 'Media', {
      bucketArn: media.bucketArn,
      bucketRegionalDomainName: media.bucketRegionalDomainName,
    })
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: 'Nguồn',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      enableLogging: true,
      logBucket: log,
      defaultBehavior: alone,
      additionalBehaviors: {
        ...paths(printed, streamed),
        '/v1/*': spoken,
        ...paths(scans.resolver, scanned(services.resolver)),
        ...paths(scans.passport, scanned(services.passport)),
        ...paths(everybodys, shared),
        '/assets/*': stored(files),
        '/_astro/*': stored(files),
        '/media/*': stored(pictures),
      },
      ...(webAcl ? { webAclId: webAcl } : {}),
      ...(certificate
        ? {
            certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', certificate),
            domainNames: [new URL(origin).hostname],
            minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
          }
        : {}),
    })
    new deploy.BucketDeployment(this, 'Site', {
      sources: [deploy.Source.asset(join(import.meta.dirname, '../site/dist/client'))],
      destinationBucket: files,
      // A page that the edge still shows asks for the files it was made with.
      prune: false,
      cacheControl: [deploy.CacheControl.fromString('public, max-age=31536000, immutable')],
      logGroup: new logs.LogGroup(this, 'SiteLog', { retention: logs.RetentionDays.ONE_MONTH }),
    })
    new CfnOutput(this, 'Domain', { value: this.distribution.domainName, description: 'where your name points to' })
  }
}
