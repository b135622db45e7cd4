import type { IncomingMessage } from 'node:http';
import type { RequestFacts } from '../session/viewer-source';
import { clientAddress } from './client-address';
import { requestIdOf } from './request-id';

/** What the front door knows of a request before it knows who asks. */
export function requestFacts(request: IncomingMessage, trustedProxies: number): RequestFacts {
  return { requestId: requestIdOf(request), ip: clientAddress(request, trustedProxies), locale: localeOf(request) };
}

/** The first language that a client accepts, as a tag; English when it says nothing sensible. */
function localeOf(request: IncomingMessage): string {
  const first = (request.headers['accept-language'] ?? '').split(',')[0]?.split(';')[0]?.trim() ?? '';
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(first) ? first : 'en';
}
