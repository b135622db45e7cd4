import type { SubgraphContext } from '../running/context';
import { findMany } from './read';
import { transaction } from './run-transaction';
import { sealedColumn, sealedProperties } from './sealed-column';
import { tableOf } from './entity-table';
import type { Assignments } from './transaction';
import type { Where } from './where';

export interface Resealed {
  /** Texts that are under the newest key now and were not before. */
  readonly changed: number;
  /** Texts that were already. */
  readonly current: number;
  /** What could not be opened: table, column, key of the row, reason. Left as it is. */
  readonly failures: readonly string[];
}

type Row = Record<string, string | null>;
type RowClass = new () => Row;

/**
 * Seals anew, with the first of SEAL_KEYS, whatever older keys have sealed in a subgraph's database. In batches of their
 * own transactions, beside a running product: a text that changed meanwhile is left alone. What was broken off is
 * completed by doing it again.
 */
export async function resealColumns(ctx: SubgraphContext, batch = 200): Promise<Resealed> {
  const total = { changed: 0, current: 0, failures: [] as string[] };
  for (const { target } of ctx.db.metadata.entityMetadatas) {
    if (typeof target !== 'function' || sealedProperties(target).length === 0) continue;
    for (let after: string | null = ''; after !== null;) after = await resealBatch(ctx, { entity: target as RowClass, after, batch, total });
  }
  return total;
}

interface Batch {
  readonly entity: RowClass;
  /** Key of the last row that was seen; empty at first. */
  readonly after: string;
  readonly batch: number;
  readonly total: { changed: number; current: number; readonly failures: string[] };
}

/** The key of its last row; null when there are no more. */
async function resealBatch(ctx: SubgraphContext, { entity, after, batch, total }: Batch): Promise<string | null> {
  const table = tableOf(ctx.db.metadata, entity);
  const [key, ...others] = table.columns.filter((column) => column.primary);
  if (!key || others.length > 0) throw new Error(`${table.name} has sealed columns and no single key.`);
  const where = { [key.property]: { moreThan: after } } as Where<Row>;
  const rows = await findMany(ctx, entity, { where, orderBy: [{ property: key.property, direction: 'ASC' }], limit: batch });
  const due: { readonly where: Where<Row>; readonly set: Assignments<Row> }[] = [];
  for (const row of rows) {
    for (const property of sealedProperties(entity).filter((name) => row[name] !== null)) {
      try {
        const text = sealedColumn(ctx, entity, property).resealed(row);
        if (text === null) total.current += 1;
        else due.push({ where: { [key.property]: row[key.property], [property]: row[property] }, set: { [property]: text } });
      } catch (error) {
        total.failures.push(`${table.name}.${table.column(property).name} of ${row[key.property]}: ${(error as Error).message}`);
      }
    }
  }
  if (due.length > 0) {
    total.changed += await transaction(ctx, async (tx) => {
      let changed = 0;
      for (const { where: same, set } of due) changed += await tx.update(entity, same, set);
      return changed;
    });
  }
  return rows.length < batch ? null : (rows.at(-1)?.[key.property] ?? null);
}
