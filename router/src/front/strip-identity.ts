import type { IncomingMessage } from 'node:http';

/** Headers by which services and proxies say who somebody is. From a client they are claims at best. */
const IDENTITY = /^(x-(user|org|organization|role|roles|viewer|permissions|service|internal|tenant|actor)(-.*)?)$/;
const PROXY = /^(x-forwarded-.*|forwarded|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|x-original-.*|x-rewrite-url)$/;
/** What a trusted proxy is expected to set; everything else stays a claim even behind one. */
const TRUSTED = /^x-forwarded-(for|proto|host)$/;

const claims = new WeakMap<IncomingMessage, Readonly<Record<string, string>>>();

/**
 * Takes client-sent identity headers off a request, from `headers` and `rawHeaders` alike, so that nothing behind can
 * mistake them for the router's own. Forwarding headers stay only behind a trusted proxy.
 */
export function stripIdentity(request: IncomingMessage, trustedProxies: number): void {
  const isStripped = (name: string): boolean => IDENTITY.test(name) || (PROXY.test(name) && !(trustedProxies > 0 && TRUSTED.test(name)));
  const names = Object.keys(request.headers).filter(isStripped);
  if (names.length === 0) return;
  const removed: Record<string, string> = {};
  for (const name of names) {
    const value = request.headers[name];
    removed[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
    delete request.headers[name];
  }
  claims.set(request, removed);
  const raw = request.rawHeaders;
  request.rawHeaders = raw.filter((_, index) => !isStripped((raw[index - (index % 2)] ?? '').toLowerCase()));
}

/**
 * What was taken off: `x-org-id` as the organization a signed-in person asks to act in (to be checked against the
 * memberships), and the signature of an outside service (to be verified by its route).
 */
export function claimedHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  return claims.get(request) ?? {};
}
