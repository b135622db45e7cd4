import type { Covering } from './covering';
import type { SeedRow } from './seed-rows';

/** Coverings of rows that do not exist, or that belong to another subgraph. */
export function misplacedCoverings(rows: readonly SeedRow[], coverings: readonly Covering[]): string[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return coverings.flatMap(({ subgraph, target, document, covers }) => covers.flatMap((id) => {
    const row = byId.get(id);
    const name = document ?? target;
    if (!row) return [`${name} (${subgraph}) covers ${id}, which is no row of the references.`];
    return row.subgraph === subgraph ? [] : [`${name} (${subgraph}) covers ${id}, which belongs to ${row.subgraph}.`];
  }));
}

/** A row once covered stays covered. */
export function lostRows(coveredBefore: readonly string[], coverings: readonly Covering[]): string[] {
  const covered = new Set(coverings.flatMap(({ covers }) => covers));
  return coveredBefore.filter((id) => !covered.has(id)).map((id) => `${id} was covered and is not any more.`);
}

/** Coverings that no test of the last run executed: a promise that nobody tried. */
export function untriedCoverings(coverings: readonly Covering[], executed: ReadonlySet<string>): string[] {
  return coverings.filter(({ covers, executedAs }) => covers.length > 0 && !executed.has(executedAs))
    .map(({ executedAs, subgraph, covers }) => `${executedAs} (${subgraph}) covers ${covers.join(' ')}, but no test executed it.`);
}

/** Covered and all rows of each reference, in their order. */
export function coverageBySeed(rows: readonly SeedRow[], coverings: readonly Covering[]): { readonly seed: string; readonly covered: number; readonly total: number }[] {
  const covered = new Set(coverings.flatMap(({ covers }) => covers));
  return [...new Set(rows.map(({ seed }) => seed))].map((seed) => {
    const own = rows.filter((row) => row.seed === seed);
    return { seed, covered: own.filter(({ id }) => covered.has(id)).length, total: own.length };
  });
}
