/** A bucket of an S3-compatible store, as one address says it. */
export interface BucketAddress {
  /** Scheme, host and bucket, without a slash at the end. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Whether a text is `https://key:secret@host/bucket?region=…`; the region is `us-east-1` where absent. */
export function isBucketUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname } = new URL(text);
  return /^https?:$/.test(protocol) && username !== '' && password !== '' && /^\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/?$/.test(pathname);
}

export function bucketAddress(text: string): BucketAddress {
  const { origin, username, password, pathname, searchParams } = new URL(text);
  return {
    url: `${origin}${pathname.replace(/\/$/, '')}`, region: searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(username), secretAccessKey: decodeURIComponent(password),
  };
}
