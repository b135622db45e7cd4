import type { RequestHandler } from 'express';
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

/** The protective headers of every answer; HSTS where the client came over TLS. */
export function securityHeaders(): RequestHandler[] {
  const hsts = helmet.strictTransportSecurity({ maxAge: YEAR_SECONDS, includeSubDomains: true });
  return [
    helmet({ contentSecurityPolicy: false, strictTransportSecurity: false, xFrameOptions: { action: 'deny' } }),
    (request, response, next) => {
      response.setHeader('Content-Security-Policy', API_POLICY);
      response.setHeader('Cache-Control', 'no-store');
      if (request.secure) hsts(request, response, next);
      else next();
    },
  ];
}
