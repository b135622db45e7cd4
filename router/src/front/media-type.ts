import { BoundedCache } from '../guard/bounded-cache';

/** What an answer may be called (GraphQL over HTTP, section Media Types). */
export type MediaType = 'application/json' | 'application/graphql-response+json';

const JSON_TYPE = 'application/json';
const SPEC_TYPE = 'application/graphql-response+json';

/** Clients send few different headers; what somebody invents does not stay. */
const known = new BoundedCache<{ readonly type: MediaType | null }>(100, 20_000);

/**
 * The type of the answer that an `Accept` header asks for; null where none of ours would do. Nothing said means
 * `application/json`, which is also what a refused event stream is answered with.
 */
export function answerType(accept: string | undefined): MediaType | null {
  if (accept === undefined || accept === '*/*' || accept === JSON_TYPE) return JSON_TYPE;
  const before = known.get(accept);
  if (before) return before.type;
  const type = negotiated(accept);
  known.set(accept, { type }, accept.length);
  return type;
}

/** Whether the client asks for server-sent events; a wildcard does not. */
export function takesEventStream(accept: string | undefined): boolean {
  return accept !== undefined && rangesOf(accept).some(({ name, quality }) => name === 'text/event-stream' && quality > 0);
}

function negotiated(accept: string): MediaType | null {
  if (accept.trim() === '') return JSON_TYPE;
  const ranges = rangesOf(accept);
  const [json, spec] = [welcome(ranges, JSON_TYPE), welcome(ranges, SPEC_TYPE)];
  // Between equals the newer type, where it is named: a wildcard does not say that the client knows it.
  if (spec.quality > json.quality || (spec.quality === json.quality && spec.quality > 0 && spec.exactness === EXACT)) return SPEC_TYPE;
  if (json.quality > 0) return JSON_TYPE;
  return takesEventStream(accept) ? JSON_TYPE : null;
}

interface MediaRange {
  readonly name: string;
  readonly quality: number;
}

const EXACT = 3;

/** The media ranges of an `Accept` header (RFC 9110, 12.5.1), without those that ask for a charset that we do not write. */
function rangesOf(accept: string): MediaRange[] {
  return accept.split(',').flatMap((part) => {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const charset = parameters.find((parameter) => parameter.startsWith('charset='));
    if (name === '' || (charset && !/^charset="?utf-?8"?$/.test(charset))) return [];
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return [{ name, quality: weight === undefined ? 1 : Math.min(1, Math.max(0, Number(weight) || 0)) }];
  });
}

/** How welcome a type is: the most exact range decides. */
function welcome(ranges: readonly MediaRange[], type: string): { readonly quality: number; readonly exactness: number } {
  let best = { quality: 0, exactness: 0 };
  for (const range of ranges) {
    const exactness = range.name === type ? EXACT : range.name === `${type.split('/')[0]}/*` ? 2 : range.name === '*/*' ? 1 : 0;
    if (exactness > best.exactness) best = { quality: range.quality, exactness };
  }
  return best;
}
