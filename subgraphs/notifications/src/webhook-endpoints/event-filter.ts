import { badInput, type FieldProblem } from '@sangam/kit/errors/app-error';
import { eventCatalogue } from './event-catalogue';

const MAX_PATTERNS = 50;
const PATTERN = /^(\*|[a-z]+(\.[a-z][a-z-]*)?\.\*|[a-z]+(\.[a-z][a-z-]*){2})$/;

/** Whether one of the patterns means this type. */
export function matchesFilter(patterns: readonly string[], type: string): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern));
}

/** Without repetitions. @throws AppError BAD_USER_INPUT for a pattern that is malformed or means no known type */
export function checkedFilter(patterns: readonly string[], path = 'input.eventTypes'): string[] {
  if (patterns.length === 0) throw badInput({ path, reason: 'MISSING' });
  if (patterns.length > MAX_PATTERNS) throw badInput({ path, reason: 'RANGE', detail: `at most ${MAX_PATTERNS}` });
  const problems = patterns.flatMap((pattern, index): FieldProblem[] => {
    if (!PATTERN.test(pattern)) return [{ path: `${path}.${index}`, reason: 'FORMAT' }];
    return eventCatalogue().some(({ type }) => matchesFilter([pattern], type)) ? [] : [{ path: `${path}.${index}`, reason: 'RANGE', detail: 'no known event' }];
  });
  if (problems.length > 0) throw badInput(...problems);
  return [...new Set(patterns)];
}
