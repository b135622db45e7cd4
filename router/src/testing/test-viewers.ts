import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import { AppError } from '@sangam/kit/errors/app-error';
import { INVALID_TOKEN } from '@sangam/kit/errors/codes';
import { anonymous, type RequestFacts, type ViewerSource } from '../session/viewer-source';

const PREFIX = 'test.';

/** Signs viewers with a key of this run, so that tests need no identity; every other token is the product's business. */
export class TestViewers implements ViewerSource {
  private readonly key = randomBytes(32);
  private product: ViewerSource | undefined;

  /** Takes the place of the product's source and asks it for tokens that are not signed here. */
  readonly wrap = (product: ViewerSource): ViewerSource => {
    this.product = product;
    return this;
  };

  token(viewer: Viewer): string {
    const payload = Buffer.from(JSON.stringify(viewer)).toString('base64url');
    return `${PREFIX}${payload}.${this.proof(payload)}`;
  }

  async viewerFor(token: string | null, facts: RequestFacts): Promise<Viewer> {
    if (token === null || !token.startsWith(PREFIX)) return this.product ? this.product.viewerFor(token, facts) : anonymous(facts);
    const [payload = '', proof = ''] = token.slice(PREFIX.length).split('.');
    const expected = this.proof(payload);
    if (proof.length !== expected.length || !timingSafeEqual(Buffer.from(proof), Buffer.from(expected))) throw new AppError(INVALID_TOKEN);
    const viewer = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Viewer;
    return { ...viewer, requestId: facts.requestId, ip: facts.ip, deviceId: facts.deviceId, userAgent: facts.userAgent };
  }

  private proof(payload: string): string {
    return createHmac('sha256', this.key).update(payload).digest('base64url');
  }
}
