import { isIP } from 'node:net';
import { AppError } from '../errors/app-error';
import { URL_NOT_ALLOWED } from '../errors/codes';
import { isPublicAddress } from './public-address';

/** `host:port` pairs that may be reached although they are not public (EGRESS_ALLOW). */
export type EgressAllowance = readonly string[];

const PORTS: readonly number[] = [80, 443];
const LONGEST_URL = 2_048;
/** Names that never lead out of a machine or a network, with or without the dot at the end. */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa|test|invalid|onion)\.?$/i;

/**
 * Checks a URL that a user can influence, by its text alone: when it is saved, and again for every request and hop.
 * What a name resolves to is checked when the connection is made.
 * @throws AppError URL_NOT_ALLOWED
 */
export function allowedUrl(text: string, allowance: EgressAllowance = []): URL {
  const url = text.length <= LONGEST_URL && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') throw new AppError(URL_NOT_ALLOWED);
  const host = hostOf(url);
  if (isAllowed(host, portOf(url), allowance)) return url;
  if (!PORTS.includes(portOf(url))) throw new AppError(URL_NOT_ALLOWED);
  if (isIP(host) ? !isPublicAddress(host) : LOCAL_NAME.test(host) || !host.includes('.')) throw new AppError(URL_NOT_ALLOWED);
  return url;
}

export function isAllowed(host: string, port: number, allowance: EgressAllowance): boolean {
  return allowance.includes(`${host}:${port}`);
}

/** The host without the brackets of IPv6. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}
