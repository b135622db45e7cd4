import type { Covering } from './covering';
import type { SeedRow } from './seed-rows';

const COLUMNS = ['id', 'subgraph', 'kind', 'target', 'document', 'tests'];

/** Files of tests that name a covering. */
export type TestsOf = (covering: Covering) => readonly string[];

/** `schema/endpoints.tsv`: how each row of the references is answered. */
export function endpointsTable(rows: readonly SeedRow[], coverings: readonly Covering[], testsOf: TestsOf): string {
  const lines = rows.map(({ id, subgraph }) => {
    const covering = coverings.filter(({ covers }) => covers.includes(id));
    if (covering.length === 0) return [id, subgraph, 'uncovered', '', '', ''].join('\t');
    const cells = [covering.map(({ kind }) => kind), covering.map(({ target }) => target), covering.flatMap(({ document }) => document ?? []), covering.flatMap(testsOf)];
    return [id, subgraph, ...cells.map((values) => [...new Set(values)].join(' '))].join('\t');
  });
  return `${[COLUMNS.join('\t'), ...lines].join('\n')}\n`;
}

/** Rows that a table shows as covered. */
export function coveredIn(table: string): string[] {
  return table.split('\n').slice(1).map((line) => line.split('\t')).filter(([id, , kind]) => id && kind !== 'uncovered').map(([id]) => id as string);
}
