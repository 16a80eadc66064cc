import { keyHeader, pathHeader, viewerHeader } from '@nguon/functions/env'
import { Duration } from 'aws-cdk-lib'
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'
import { Construct } from 'constructs'

const compressed = { enableAcceptEncodingGzip: true, enableAcceptEncodingBrotli: true }
const noWait = { minTtl: Duration.seconds(0), defaultTtl: Duration.seconds(0) }

/** What the edge keeps, for whom, and what it hands on. */
export class Keeping extends Construct {
  /**
   * One asker's own answer. Nothing is kept unless it says so, and then a second: a policy that keeps nothing at all
   * would not compress. The key holds all that makes an asker, so that two at once are never given one answer.
   */
  readonly own: cloudfront.CachePolicy
  /** The same for systems, which show a key in place of a cookie. */
  readonly spoken: cloudfront.CachePolicy
  /** The same where the edge's signature stands in the place of the key. */
  readonly printed: cloudfront.CachePolicy
  /** Everybody's page: by its whole address alone; a minute fresh, then shown while a new one is made. */
  readonly everybodys: cloudfront.CachePolicy
  /** For one asker: who, in which language and from which province. Ten names are all a policy takes. */
  readonly all: cloudfront.OriginRequestPolicy
  /** For everybody: no cookie and nothing else of the one who happened to ask first. */
  readonly addressOnly: cloudfront.OriginRequestPolicy
  readonly headers: cloudfront.ResponseHeadersPolicy

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const forOne = (name: string, ...more: string[]) =>
      new cloudfront.CachePolicy(this, name, {
        ...{ ...compressed, ...noWait, maxTtl: Duration.seconds(1) },
        headerBehavior: cloudfront.CacheHeaderBehavior.allowList(viewerHeader, ...more),
        cookieBehavior: cloudfront.CacheCookieBehavior.all(),
        queryStringBehavior: cloudfront.CacheQueryStringBehavior.all(),
      })
    this.own = forOne('Own')
    this.spoken = forOne('Spoken', 'Authorization')
    this.printed = forOne('Printed', keyHeader)
    this.everybodys = new cloudfront.CachePolicy(this, 'Everybodys', {
      ...{ ...compressed, ...noWait, maxTtl: Duration.days(1) },
      queryStringBehavior: cloudfront.CacheQueryStringBehavior.all(),
    })
    // The gateway knows itself by its own Host header, so that one is never handed on.
    this.all = new cloudfront.OriginRequestPolicy(this, 'All', {
      headerBehavior: cloudfront.OriginRequestHeaderBehavior.allowList(
        ...['Accept', 'Accept-Language', 'Content-Type', 'Origin', 'Referer', 'User-Agent', viewerHeader, pathHeader],
        ...['CloudFront-Viewer-Country', 'CloudFront-Viewer-Country-Region'],
      ),
      cookieBehavior: cloudfront.OriginRequestCookieBehavior.all(),
      queryStringBehavior: cloudfront.OriginRequestQueryStringBehavior.all(),
    })
    this.addressOnly = new cloudfront.OriginRequestPolicy(this, 'AddressOnly', {
      headerBehavior: cloudfront.OriginRequestHeaderBehavior.allowList(pathHeader),
      cookieBehavior: cloudfront.OriginRequestCookieBehavior.none(),
      queryStringBehavior: cloudfront.OriginRequestQueryStringBehavior.all(),
    })
    // Pages bring their own policy of what may run; these stand where an answer brings none.
    this.headers = new cloudfront.ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: false },
        referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.SAME_ORIGIN, override: false },
      },
    })
  }
}
