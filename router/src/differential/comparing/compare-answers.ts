import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { SupergraphAnswer } from '../../execution/supergraph-answer';

export type DifferenceKind = 'wrong data' | 'wrong errors' | 'refused' | 'threw' | 'crashed';

export interface Difference {
  readonly kind: DifferenceKind;
  readonly detail: string;
}

type Path = readonly (string | number)[];

/**
 * How an answer differs from the reference's: `data` byte by byte, errors as a set of places and, where the data carries a code, of codes.
 * An answer without data where there should be some is a refusal: wrong for a query, but not a lie.
 */
export function compareAnswers(expected: ExecutionResult, answer: SupergraphAnswer): Difference | undefined {
  const data = JSON.stringify(expected.data ?? null);
  if (answer.data === undefined) return { kind: 'refused', detail: answer.errors.map(({ message, extensions }) => `${String(extensions?.code ?? '(no code)')}: ${message}`).join('; ') || 'nothing was said' };
  if (answer.data !== data) return { kind: 'wrong data', detail: `${answer.data} instead of ${data}` };
  const [wanted, got] = [errorPlaces(expected.errors ?? [], expected.data), errorPlaces(answer.errors, expected.data)];
  const missing = wanted.filter((place) => !got.some((found) => isAt(found, place)));
  const extra = got.filter((found) => !wanted.some((place) => isAt(found, place)));
  if (missing.length + extra.length === 0) return undefined;
  return { kind: 'wrong errors', detail: [...missing.map((place) => `missing ${place}`), ...extra.map((place) => `not expected ${place}`)].join('; ') };
}

/** An error of which nothing but its place is known may carry any code. */
function isAt(found: string, wanted: string): boolean {
  return found === wanted || (!wanted.includes(' ') && found.startsWith(`${wanted} `));
}

/**
 * Where errors are, once each. Below a null that came up from below, several errors compete and it depends on the order of execution which
 * of them are kept: there only the null counts.
 */
function errorPlaces(errors: readonly GraphQLFormattedError[], data: unknown): string[] {
  return [...new Set(errors.map(({ path = [], extensions }) => {
    const reached = lengthReached(path, data);
    const code = extensions?.code === undefined || reached < path.length ? '' : ` ${String(extensions.code)}`;
    return `${path.slice(0, reached).join('.') || '(root)'}${reached < path.length ? '.*' : code}`;
  }))].sort();
}

/** How many steps of the path there are in the data. */
function lengthReached(path: Path, data: unknown): number {
  let value = data;
  for (const [index, step] of path.entries()) {
    if (typeof value !== 'object' || value === null) return index;
    value = (value as Record<string | number, unknown>)[step];
  }
  return path.length;
}
