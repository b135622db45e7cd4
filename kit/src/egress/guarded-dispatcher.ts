import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { AppError } from '../errors/app-error';
import { URL_NOT_ALLOWED } from '../errors/codes';
import { isAllowed, type EgressAllowance } from './allowed-url';
import { isPublicAddress } from './public-address';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Finds the addresses of a name. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

export interface GuardOptions {
  readonly allowance: EgressAllowance;
  readonly connectTimeoutMs: number;
  readonly resolve?: Resolve;
}

/**
 * A dispatcher that connects to public addresses only. The addresses that were checked are the ones that are
 * connected to, so a name cannot answer differently in between. For clients of others (`fetch`, SDKs) as well: every
 * connection passes here, whoever follows a redirect.
 */
export function guardedDispatcher({ allowance, connectTimeoutMs, resolve = resolveByDns }: GuardOptions): Agent {
  const guarded = buildConnector({ timeout: connectTimeoutMs, lookup: publicOnly(resolve) });
  const plain = buildConnector({ timeout: connectTimeoutMs });
  return new Agent({
    connect: (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, '');
      const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
      if (isAllowed(host, port, allowance)) return plain(options, callback);
      // Numbers are connected to without being looked up.
      if (isIP(host) && !isPublicAddress(host)) return callback(new AppError(URL_NOT_ALLOWED), null);
      return guarded(options, callback);
    },
  });
}

/** Refuses a name as soon as one of its addresses is not public: which one is used would be the name's choice. */
export function publicOnly(resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (found) => {
        const refused = found.length === 0 || !found.every(({ address }) => isPublicAddress(address));
        if (refused) return callback(new AppError(URL_NOT_ALLOWED) as Error, []);
        const [first] = found;
        return options.all ? callback(null, [...found]) : callback(null, first?.address ?? '', first?.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

function resolveByDns(host: string): Promise<readonly ResolvedAddress[]> {
  return new Promise((resolve, reject) => lookup(host, { all: true }, (error, found) => (error ? reject(error) : resolve(found))));
}
