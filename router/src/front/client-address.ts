import type { IncomingMessage } from 'node:http';
import { claimedHeaders } from './strip-identity';

/**
 * The address of the client: the one that the outermost trusted proxy saw. Without trusted proxies the connection's
 * own, whatever the headers say.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const forwarded = request.headers['x-forwarded-for'];
  const hops = trustedProxies === 0 ? [] : String(forwarded ?? '').split(',').map((part) => part.trim()).filter(Boolean).reverse();
  const chain = [request.socket.remoteAddress ?? '', ...hops];
  return plain(chain[Math.min(trustedProxies, chain.length - 1)] ?? '');
}

/** Whether the connection comes from this machine and nobody forwarded it. */
export function isLocalCaller(request: IncomingMessage): boolean {
  const address = plain(request.socket.remoteAddress ?? '');
  const names = [...Object.keys(claimedHeaders(request)), ...Object.keys(request.headers)];
  return (address.startsWith('127.') || address === '::1') && !names.some((name) => name === 'forwarded' || name === 'via' || name.startsWith('x-forwarded-'));
}

/** IPv4 addresses of a dual-stack socket arrive as `::ffff:192.0.2.1`. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
