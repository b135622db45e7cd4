import { Column } from 'typeorm';
import type { SubgraphContext } from '../running/context';
import { sealerOf } from './context-sealer';
import { tableOf, type EntityTable } from './entity-table';

type Row = Readonly<Record<string, unknown>>;

export interface SealedColumnOptions<E> {
  readonly nullable?: boolean;
  /** What the text is bound to. Default: table, column and primary key. It may never change: the texts would not open. */
  readonly context?: (row: E) => string;
}

/** By entity class: the sealed properties and what they are bound to. */
const declared = new WeakMap<object, Map<string, SealedColumnOptions<never>>>();

/** A short secret, stored sealed (`sealed.ts`). Read and written by `sealedColumn`; sealed anew by `npm run keys:rotate`. In migrations `longText`. */
export function SealedColumn<E extends object>(options: SealedColumnOptions<E> = {}): PropertyDecorator {
  return (target, property) => {
    const known = declared.get(target.constructor) ?? new Map<string, SealedColumnOptions<never>>();
    declared.set(target.constructor, known.set(String(property), options));
    Column({ type: 'text', nullable: options.nullable ?? false })(target, property);
  };
}

/** Names of an entity's sealed properties. */
export function sealedProperties(entity: object): readonly string[] {
  return [...(declared.get(entity)?.keys() ?? [])];
}

/** Seals and opens one column of rows. */
export interface ColumnSealer<E> {
  /** The sealed text for a row whose key is known. */
  seal(row: Partial<E>, text: string): string;
  /** @throws Error when the text was altered, is of another row, or its key is gone. */
  open(row: E): string;
  /** The same text under the newest key; null when it is under it already. */
  resealed(row: E): string | null;
}

/** `sealedColumn(ctx, SigningKey, 'privateJwk').open(row)`. @throws Error for a property without `@SealedColumn`. */
export function sealedColumn<E extends object>(ctx: Pick<SubgraphContext, 'db' | 'settings'>, entity: new () => E, property: keyof E & string): ColumnSealer<E> {
  const options = declared.get(entity)?.get(property) as SealedColumnOptions<E> | undefined;
  if (!options) throw new Error(`${entity.name}.${property} is no sealed column.`);
  const sealer = sealerOf(ctx);
  const table = tableOf(ctx.db.metadata, entity);
  const contextOf = (row: Partial<E>) => (options.context ? options.context(row as E) : placeOf(table, property, row as Row));
  const open = (row: E) => sealer.open(String(row[property]), contextOf(row));
  const seal = (row: Partial<E>, text: string) => sealer.seal(text, contextOf(row));
  return { open, seal, resealed: (row) => (sealer.needsResealing(String(row[property])) ? seal(row, open(row)) : null) };
}

function placeOf(table: EntityTable, property: string, row: Row): string {
  const key = table.columns.filter((column) => column.primary).map((column) => row[column.property]);
  if (key.some((part) => typeof part !== 'string' || part === '')) throw new Error(`A secret of ${table.name} can be sealed only when the row's key is known.`);
  return [`${table.name}.${table.column(property).name}`, ...key].join(':');
}
