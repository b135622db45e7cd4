import type { Rewrite } from '../planning/query-plan';
import type { TypeTable } from '../planning/type-table';
import { isData } from './merging';
import { membersOf, type Step } from './places';

/** Changes a representation or an answer the way a planner asks for. */
export type Rewriting = (value: unknown) => void;

export function rewriting(rewrites: readonly Rewrite[] | undefined, types: TypeTable): Rewriting | null {
  if (!rewrites?.length) return null;
  const changes = rewrites.map((rewrite) => {
    const last = rewrite.path.at(-1);
    if (!last || !('key' in last)) throw new Error('A rewrite does not end at a field.');
    const steps: Step[] = rewrite.path.slice(0, -1).map((step) => ('types' in step ? { members: membersOf(step.types, types) } : step));
    return { steps, change: changeOf(rewrite, last.key) };
  });
  return (value) => {
    for (const { steps, change } of changes) apply(value, steps, change);
  };
}

type Change = (object: Record<string, unknown>) => void;

function changeOf(rewrite: Rewrite, key: string): Change {
  if (rewrite.kind === 'set') return (object) => void (object[key] = rewrite.value);
  return (object) => {
    if (object[key] === undefined) return;
    object[rewrite.to] = object[key];
    delete object[key];
  };
}

function apply(value: unknown, steps: readonly Step[], change: Change): void {
  if (Array.isArray(value)) return value.forEach((element) => apply(element, steps, change));
  if (!isData(value)) return;
  const [step, ...rest] = steps;
  if (!step) change(value);
  else if ('key' in step) apply(value[step.key], rest, change);
  // An object that does not say its type is taken as fitting, as planners expect.
  else if (value.__typename === undefined || step.members.has(String(value.__typename))) apply(value, rest, change);
}
