import { createHmac } from 'node:crypto';
import type { TestClient } from '@sangam/kit/testing/harness';

export const SERVICE_SECRETS = ['the-newer-secret-of-services-outside', 'the-older-secret-of-services-outside'] as const;

export interface ServiceCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

interface Signing {
  readonly secret?: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** What is signed, where it is not what is sent. */
  readonly signed?: ServiceCall;
}

/** Calls as a service outside does, in the way it is told to sign. */
export function callAsService(client: TestClient, call: ServiceCall, { secret = SERVICE_SECRETS[0], now, signed = call }: Signing): Promise<Response> {
  const seconds = Math.floor(now / 1_000);
  const digest = createHmac('sha256', secret).update([seconds, signed.method, signed.path, signed.body ?? ''].join('\n')).digest('hex');
  const { method, path, body } = call;
  return client.http(path, { method, ...(body !== undefined && { body }), headers: { 'content-type': 'application/json', 'x-service-signature': `${seconds}:${digest}` } });
}
