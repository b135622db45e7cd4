import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { Egress, type EgressAnswer } from '@sangam/kit/egress/egress';
import { AppError } from '@sangam/kit/errors/app-error';
import { SERVICE_UNAVAILABLE } from '@sangam/kit/errors/codes';
import { isId } from '@sangam/kit/ids/new-id';
import type { BucketAddress } from './bucket-address';
import type { FileStore } from './file-store';

/** How long one request may take, milliseconds: within the time that a call to a subgraph has. */
const TIMEOUT = 2_500;

/** Files in a bucket of an S3-compatible store, signed by Signature Version 4 with the hash of the bytes. */
export class BucketStore implements FileStore {
  private readonly egress: Egress;

  /** The operator named the bucket, so it may be in a private network. */
  constructor(private readonly bucket: BucketAddress) {
    const { protocol, hostname, port } = new URL(bucket.url);
    this.egress = new Egress({ allowance: [`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`] });
  }

  async put(id: string, bytes: Buffer): Promise<void> {
    const { status } = await this.send('PUT', id, bytes);
    if (status !== 200) throw new AppError(SERVICE_UNAVAILABLE);
  }

  async get(id: string): Promise<Buffer | null> {
    const { status, body } = await this.send('GET', id);
    if (status === 404) return null;
    if (status !== 200) throw new AppError(SERVICE_UNAVAILABLE);
    return body;
  }

  async remove(id: string): Promise<void> {
    const { status } = await this.send('DELETE', id);
    if (![200, 204, 404].includes(status)) throw new AppError(SERVICE_UNAVAILABLE);
  }

  async close(): Promise<void> {
    await this.egress.close();
  }

  private async send(method: 'PUT' | 'GET' | 'DELETE', id: string, body?: Buffer): Promise<EgressAnswer> {
    if (!isId(id)) throw new Error('Files are kept under ids only.');
    const { url, ...credentials } = this.bucket;
    const signer = new AwsV4Signer({ ...credentials, method, url: `${url}/files/${id}`, service: 's3', headers: { 'X-Amz-Content-Sha256': createHash('sha256').update(body ?? '').digest('hex') } });
    const signed = await signer.sign();
    try {
      return await this.egress.send(signed.url.href, { method, body, headers: Object.fromEntries(signed.headers), timeoutMs: TIMEOUT, maxBytes: 64 * 1_048_576 });
    } catch {
      throw new AppError(SERVICE_UNAVAILABLE);
    }
  }
}
