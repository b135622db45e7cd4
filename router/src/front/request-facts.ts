import type { IncomingMessage } from 'node:http';
import type { RequestFacts } from '../session/viewer-source';
import { clientAddress } from './client-address';
import { requestIdOf } from './request-id';

/** What the front door knows of a request before it knows who asks. */
export function requestFacts(request: IncomingMessage, trustedProxies: number): RequestFacts {
  return {
    requestId: requestIdOf(request), ip: clientAddress(request, trustedProxies), locale: localeOf(request),
    deviceId: printable(request.headers['x-device-id'], 100), userAgent: printable(request.headers['user-agent'], 300),
  };
}

/** Printable ASCII up to a length, else null: a client's label goes into headers and mails. */
function printable(value: string | string[] | undefined, longest: number): string | null {
  return typeof value === 'string' && value.length <= longest && /^[\x20-\x7e]+$/.test(value) ? value : null;
}

/** The first language that a client accepts, as a tag; English when it says nothing sensible. */
function localeOf(request: IncomingMessage): string {
  const first = (request.headers['accept-language'] ?? '').split(',')[0]?.split(';')[0]?.trim() ?? '';
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(first) ? first : 'en';
}
