import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import helmet from 'helmet';

const YEAR_SECONDS = 31_536_000;

/** Nothing may be loaded by, or framed around, an answer of the API. Pages that need more set their own policy. */
export const API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * For pages of our own files: scripts from this origin only and none inline. Styles may be inline because the editor
 * sets them from its script.
 */
export const PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
  + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const sane = helmet({ contentSecurityPolicy: false, strictTransportSecurity: false, xFrameOptions: { action: 'deny' } });

/** Sets the protective headers of every answer. */
export function protectiveHeaders(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  response.setHeader('Content-Security-Policy', API_POLICY);
  response.setHeader('Cache-Control', 'no-store');
  sane(request, response, next);
}

/** Sets HSTS, where the client came over TLS. */
export const TLS_HEADERS = helmet.strictTransportSecurity({ maxAge: YEAR_SECONDS, includeSubDomains: true });

/** Whether the client came over TLS, to us or to a trusted proxy. */
export function isSecure(request: IncomingMessage, trustedProxies: number): boolean {
  const forwarded = trustedProxies > 0 ? request.headers['x-forwarded-proto'] : undefined;
  if (forwarded !== undefined) return String(forwarded).split(',')[0]?.trim() === 'https';
  return request.socket instanceof TLSSocket;
}
