import cors from 'cors';
import type { Step } from './protection';

/** What pages may read of an answer, beside the few headers that browsers always show. */
const EXPOSED = ['X-Request-ID', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'Retry-After'];
const ALLOWED = ['Authorization', 'Content-Type', 'X-Request-ID', 'X-Org-ID', 'X-Device-ID', 'Idempotency-Key', 'Apollo-Require-Preflight', 'X-Apollo-Operation-Name'];
const PREFLIGHT_SECONDS = 600;

/** CORS for the configured origins. Never credentials together with any origin. */
export function crossOrigin(origins: readonly string[]): Step {
  const isAny = origins.includes('*');
  return cors({
    origin: isAny ? '*' : [...origins], credentials: !isAny && origins.length > 0, methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ALLOWED, exposedHeaders: EXPOSED, maxAge: PREFLIGHT_SECONDS,
  });
}

/**
 * Whether a page of this origin may open a socket: browsers do not apply CORS to WebSocket, so the router must. No
 * `Origin` means no browser.
 */
export function isOriginAllowed(origin: string | undefined, host: string | undefined, origins: readonly string[]): boolean {
  if (origin === undefined || origins.includes('*') || origins.includes(origin)) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
