import type { Dialect } from './database';
import { snakeCase } from './snake-naming';

export interface ColumnOptions<D = never> {
  readonly nullable?: boolean;
  /** Value of rows that do not name the column, and of rows that exist when it is added. */
  readonly default?: D;
  /** No two rows hold the same value; null never equals null. */
  readonly unique?: boolean;
}

export interface ColumnDraft {
  readonly name: string;
  readonly type: Readonly<Record<Dialect, string>>;
  readonly text: boolean;
  readonly nullable: boolean;
  readonly default: string | number | undefined;
}

export interface IndexDraft {
  readonly columns: readonly string[];
  readonly unique: boolean;
}

const NAME = /^[a-z][a-z0-9_]{0,50}$/;

export function checkedName(name: string): string {
  if (!NAME.test(name)) throw new Error(`${name} is not a table or column name: lower case, digits, underscores, at most 51 characters.`);
  return name;
}

const same = (type: string): Record<Dialect, string> => ({ sqlite: type, mysql: type });
const LONG = { sqlite: 'text', mysql: 'mediumtext' } as const;

/**
 * The columns and indices of a table in a migration. The kinds are those of `columns.ts`; columns are named by their
 * property (`ownerId` becomes `owner_id`).
 */
export class TableDraft {
  readonly columns: ColumnDraft[] = [];
  readonly indices: IndexDraft[] = [];
  primary: readonly string[] = ['id'];

  id(property = 'id'): this {
    return this.add(property, same('varchar(36)'), {});
  }

  reference(property: string, options: ColumnOptions = {}): this {
    return this.add(property, same('varchar(36)'), options);
  }

  text(property: string, length: number, options: ColumnOptions<string> = {}): this {
    return this.add(property, same(`varchar(${length})`), options);
  }

  longText(property: string, options: Pick<ColumnOptions, 'nullable'> = {}): this {
    return this.add(property, LONG, options);
  }

  instant(property: string, options: ColumnOptions = {}): this {
    return this.add(property, same('bigint'), options);
  }

  integer(property: string, options: ColumnOptions<number> = {}): this {
    return this.add(property, same('bigint'), options);
  }

  flag(property: string, options: Omit<ColumnOptions<boolean>, 'unique'> = {}): this {
    return this.add(property, same('int'), options);
  }

  json(property: string, options: Pick<ColumnOptions, 'nullable'> = {}): this {
    return this.add(property, LONG, options);
  }

  /** Whose the row is (`authorization/owner`); every index of the table then begins with it. */
  owner(): this {
    return this.text('ownerType', 12).reference('ownerId');
  }

  /** Default `id`. */
  primaryKey(...properties: string[]): this {
    this.primary = properties.map(snakeCase);
    return this;
  }

  unique(...properties: string[]): this {
    this.indices.push({ columns: properties.map(snakeCase), unique: true });
    return this;
  }

  /** @throws Error in a table with an owner for an index that does not begin with it; see `indexAcrossOwners`. */
  index(...properties: string[]): this {
    const owned = this.columns.some(({ name }) => name === 'owner_type');
    if (owned && (properties[0] !== 'ownerType' || properties[1] !== 'ownerId')) throw new Error(`The index over ${properties.join(', ')} does not begin with ownerType, ownerId.`);
    return this.indexAcrossOwners(...properties);
  }

  /** For what looks at the rows of all owners, such as a job that ends what has expired. */
  indexAcrossOwners(...properties: string[]): this {
    this.indices.push({ columns: properties.map(snakeCase), unique: false });
    return this;
  }

  private add(property: string, type: ColumnDraft['type'], options: ColumnOptions<string | number | boolean>): this {
    const fallback = typeof options.default === 'boolean' ? Number(options.default) : options.default;
    const name = checkedName(snakeCase(property));
    if (this.columns.some((column) => column.name === name)) throw new Error(`The column ${name} is there twice.`);
    this.columns.push({ name, type, text: /char|text/.test(type.sqlite), nullable: options.nullable ?? false, default: fallback });
    if (options.unique) this.unique(property);
    return this;
  }
}
