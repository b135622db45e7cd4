import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const HEADER = 'x-request-id';
/** Printable ASCII without blanks: safe in headers and in logs. */
const SANE = /^[\x21-\x7e]{1,128}$/;

/** The client's `X-Request-ID` where it is sane, otherwise a new one; from then on it is the request's header. */
export function requestIdOf(request: IncomingMessage): string {
  const sent = request.headers[HEADER];
  if (typeof sent === 'string' && SANE.test(sent)) return sent;
  const made = randomUUID();
  request.headers[HEADER] = made;
  return made;
}
