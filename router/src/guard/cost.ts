import type { PageSource } from './page-sizes';

/**
 * What a selection costs, as a sum of which parts are known only with the variables. Parts are shared between the
 * places that spread the same fragment, so its size is linear in the document whatever its fragments unfold to.
 */
export type Cost = number | CostSum;

export interface CostSum {
  readonly constant: number;
  readonly parts: readonly { readonly times: number | PageAsked; readonly cost: Cost }[];
}

/** A page size that the client gives in variables. */
export interface PageAsked {
  readonly sources: readonly PageSource[];
  readonly fallback: number;
}

/** Far above any limit, far below where sums stop being exact. */
const CEILING = 1e12;

const capped = (value: number): number => Math.min(value, CEILING);

export function sum(...costs: Cost[]): Cost {
  let constant = 0;
  const parts: { times: number; cost: Cost }[] = [];
  for (const cost of costs) {
    if (typeof cost === 'number') constant = capped(constant + cost);
    else parts.push({ times: 1, cost });
  }
  return parts.length === 0 ? constant : { constant, parts };
}

export function times(size: number | PageAsked, cost: Cost): Cost {
  if (typeof size === 'number' && typeof cost === 'number') return capped(size * cost);
  return { constant: 0, parts: [{ times: size, cost }] };
}

/** The number behind a cost once the variables are known; every shared part is computed once. */
export function evaluate(cost: Cost, pageOf: (page: PageAsked) => number, known = new Map<CostSum, number>()): number {
  if (typeof cost === 'number') return cost;
  const before = known.get(cost);
  if (before !== undefined) return before;
  let total = cost.constant;
  for (const part of cost.parts) {
    const size = typeof part.times === 'number' ? part.times : pageOf(part.times);
    total = capped(total + capped(size * evaluate(part.cost, pageOf, known)));
  }
  known.set(cost, total);
  return total;
}
