import type { EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import type { Database } from './database';
import type { Row } from './sqlite-connection';

interface Transformer {
  to(value: unknown): unknown;
  from(value: unknown): unknown;
}

export interface EntityColumn {
  readonly property: string;
  readonly name: string;
  readonly primary: boolean;
  readonly nullable: boolean;
  /** Stored as a whole number; else as text. */
  readonly numeric: boolean;
  readonly default: unknown;
  readonly transformer: Transformer | undefined;
}

/** What reads and writes need of an entity's metadata, worked out once. */
export interface EntityTable<E extends object = object> {
  readonly name: string;
  readonly entity: new () => E;
  readonly columns: readonly EntityColumn[];
  /** `a`, `b`, … for SELECT and INSERT. */
  readonly columnList: string;
  column(property: string): EntityColumn;
}

const tables = new WeakMap<EntityMetadata, EntityTable>();

/** @throws Error for a class that is not among the database's entities. */
export function tableOf<E extends object>(metadata: Pick<Database['metadata'], 'getMetadata'>, entity: EntityTarget<E>): EntityTable<E> {
  const found = metadata.getMetadata(entity as EntityTarget<ObjectLiteral>);
  let table = tables.get(found);
  if (!table) tables.set(found, (table = describe(found)));
  return table as EntityTable<E>;
}

function describe(metadata: EntityMetadata): EntityTable {
  const columns = metadata.columns.map(columnOf);
  const byProperty = new Map(columns.map((column) => [column.property, column]));
  return {
    name: metadata.tableName,
    entity: metadata.target as new () => object,
    columns,
    columnList: columns.map((column) => `\`${column.name}\``).join(', '),
    column(property) {
      const column = byProperty.get(property);
      if (!column) throw new Error(`${metadata.name} has no column property ${property}.`);
      return column;
    },
  };
}

function columnOf(column: ColumnMetadata): EntityColumn {
  if (Array.isArray(column.transformer)) throw new Error(`${column.propertyPath} has several transformers; the kit's column kinds have one.`);
  return {
    property: column.propertyName, name: column.databaseName, primary: column.isPrimary, nullable: column.isNullable, default: column.default,
    numeric: column.type === 'bigint' || column.type === 'int', transformer: column.transformer as Transformer | undefined,
  };
}

/** The form in which a property's value is stored and compared. */
export function encode(column: EntityColumn, value: unknown): unknown {
  return column.transformer && value !== undefined ? column.transformer.to(value) : value;
}

/** An instance of the entity from a raw row. */
export function decode<E extends object>(table: EntityTable<E>, row: Row): E {
  const instance = new table.entity();
  const target = instance as Record<string, unknown>;
  for (const column of table.columns) {
    const raw = row[column.name];
    target[column.property] = column.transformer ? column.transformer.from(raw) : raw;
  }
  return instance;
}
