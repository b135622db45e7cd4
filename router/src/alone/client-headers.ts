import type { IncomingMessage } from 'node:http';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import { claimedHeaders } from '../front/strip-identity';
import { anonymous, type RequestFacts, type ViewerSource } from '../session/viewer-source';

/** Headers of a client on their way to the subgraphs. */
export interface ForwardedHeaders {
  readonly headers: Readonly<Record<string, string>>;
  /** Equal for equal headers. */
  readonly key: string;
}

const NONE: ForwardedHeaders = { headers: {}, key: '' };

/** A symbol, so that nobody writes the headers into JSON together with the viewer. */
const FORWARDED = Symbol('forwarded headers');

interface Forwarding {
  readonly [FORWARDED]: ForwardedHeaders;
}

/** Nobody is known to a router alone: it hands on what clients say about themselves, for the subgraphs to judge. */
export class ClientHeaders implements ViewerSource {
  /** `names` in lower case. */
  constructor(private readonly names: readonly string[]) {}

  factsOf(request: IncomingMessage, facts: RequestFacts): RequestFacts & Forwarding {
    const claims = claimedHeaders(request);
    const headers: Record<string, string> = {};
    for (const name of this.names) {
      const value = request.headers[name] ?? claims[name];
      if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    return { ...facts, [FORWARDED]: forwardedOf(headers) };
  }

  /** Over a socket the token comes with its first message, where browsers cannot send headers. */
  viewerFor(token: string | null, facts: RequestFacts): Viewer & Forwarding {
    const { headers } = forwarded(facts);
    const isHere = token === null || !this.names.includes('authorization') || headers.authorization !== undefined;
    return { ...anonymous(facts), [FORWARDED]: isHere ? forwarded(facts) : forwardedOf({ ...headers, authorization: `Bearer ${token}` }) };
  }
}

/** What goes on to the subgraphs with the requests of a viewer, or of whoever is known by these facts. */
export function forwarded(of: Viewer | RequestFacts | Forwarding): ForwardedHeaders {
  return FORWARDED in of ? of[FORWARDED] : NONE;
}

function forwardedOf(headers: Record<string, string>): ForwardedHeaders {
  return { headers, key: JSON.stringify(headers) };
}
