import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import type { Dialect } from './database';
import { rebuildTable } from './rebuild-table';
import { checkedName, TableDraft, type ColumnDraft, type IndexDraft } from './table-draft';

const quoted = (name: string): string => `\`${checkedName(name)}\``;
const listed = (names: readonly string[]): string => names.map(quoted).join(', ');

/** MySQL allows names of 64 characters. */
function indexName(table: string, { columns, unique }: IndexDraft): string {
  const name = `${table}_${columns.join('_')}_${unique ? 'key' : 'index'}`;
  if (name.length <= 64) return name;
  return `${name.slice(0, 52)}_${createHash('sha256').update(name).digest('hex').slice(0, 11)}`;
}

/**
 * Portable schema changes for migrations. Every step skips what exists, so a migration that broke off can run again
 * (MySQL commits each schema change by itself).
 */
export class TableBuilder {
  constructor(private readonly runner: QueryRunner, private readonly dialect: Dialect, private readonly collation: string) {}

  /** `createTable('thread', (table) => table.id().text('title', 200).instant('createdAt').index('createdAt', 'id'))` */
  async createTable(name: string, describe: (table: TableDraft) => void): Promise<void> {
    const draft = new TableDraft();
    describe(draft);
    const lines = [...draft.columns.map((column) => this.columnSql(column)), `PRIMARY KEY (${listed(draft.primary)})`];
    if (this.dialect === 'mysql') {
      for (const index of draft.indices) lines.push(`${index.unique ? 'UNIQUE ' : ''}KEY \`${indexName(name, index)}\` (${listed(index.columns)})`);
    }
    const end = this.dialect === 'mysql' ? ` ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=${this.collation}` : '';
    await this.runner.query(`CREATE TABLE IF NOT EXISTS ${quoted(name)} (\n  ${lines.join(',\n  ')}\n)${end}`);
    await this.addIndices(name, draft);
  }

  /** Adds columns, and indices over them. The columns are nullable or have a default: rows may exist. */
  async addColumns(table: string, describe: (table: TableDraft) => void): Promise<void> {
    const draft = new TableDraft();
    describe(draft);
    for (const column of draft.columns) {
      if (!column.nullable && column.default === undefined) throw new Error(`The new column ${table}.${column.name} needs a default or must be nullable.`);
      if (await this.exists(COLUMN_EXISTS[this.dialect], [table, column.name])) continue;
      await this.runner.query(`ALTER TABLE ${quoted(table)} ADD COLUMN ${this.columnSql(column)}`);
    }
    await this.addIndices(table, draft);
  }

  /** Lets texts be longer: `widenTexts('thread', (table) => table.text('title', 300))`, the columns otherwise as they are. */
  async widenTexts(table: string, describe: (table: TableDraft) => void): Promise<void> {
    const draft = new TableDraft();
    describe(draft);
    if (this.dialect === 'sqlite') return rebuildTable(this.runner, checkedName(table), draft.columns);
    for (const column of draft.columns) await this.runner.query(`ALTER TABLE ${quoted(table)} MODIFY COLUMN ${this.columnSql(column)}`);
  }

  /** Adds indices to an existing table: `addIndices('thread', (table) => table.index('ownerId', 'id'))`. */
  async addIndices(table: string, indices: TableDraft | ((table: TableDraft) => void)): Promise<void> {
    const draft = indices instanceof TableDraft ? indices : new TableDraft();
    if (typeof indices === 'function') indices(draft);
    for (const index of draft.indices) {
      const name = indexName(table, index);
      if (await this.exists(INDEX_EXISTS[this.dialect], [table, name])) continue;
      await this.runner.query(`CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX \`${name}\` ON ${quoted(table)} (${listed(index.columns)})`);
    }
  }

  /**
   * From now on the database itself refuses to alter a row of the table, and to remove one unless `removable`: for rows that
   * go when their time is over or their person is erased; a condition on `OLD`, in SQL that both engines understand, lets only such
   * rows go. MySQL with a binary log lets only `log_bin_trust_function_creators` do this.
   */
  async appendOnly(table: string, { removable = false }: { readonly removable?: boolean | string } = {}): Promise<void> {
    for (const change of removable === true ? (['UPDATE'] as const) : (['UPDATE', 'DELETE'] as const)) {
      const name = `${checkedName(table)}_no_${change.toLowerCase()}`;
      if (await this.exists(TRIGGER_EXISTS[this.dialect], [table, name])) continue;
      await this.runner.query(`CREATE TRIGGER \`${name}\` BEFORE ${change} ON ${quoted(table)} FOR EACH ROW ${REFUSAL[this.dialect](`${table} is append-only`, change === 'DELETE' && typeof removable === 'string' ? removable : null)}`);
    }
  }

  /** Changes rows by SQL that both engines understand and that does no harm when it runs again. */
  async changeRows(sql: string): Promise<void> {
    await this.runner.query(sql);
  }

  private async exists(sql: string, parameters: string[]): Promise<boolean> {
    return ((await this.runner.query(sql, parameters)) as unknown[]).length > 0;
  }

  private columnSql(column: ColumnDraft): string {
    const collation = this.dialect === 'mysql' && column.text ? ` CHARACTER SET utf8mb4 COLLATE ${this.collation}` : '';
    const fallback = column.default === undefined ? '' : ` DEFAULT ${literal(column.default)}`;
    return `${quoted(column.name)} ${column.type[this.dialect]}${collation}${column.nullable ? ' NULL' : ' NOT NULL'}${fallback}`;
  }
}

function literal(value: string | number): string {
  if (typeof value === 'number') return String(value);
  if (/['\\?]/.test(value)) throw new Error(`The column default ${value} holds a quote, backslash or question mark.`);
  return `'${value}'`;
}

const COLUMN_EXISTS: Readonly<Record<Dialect, string>> = {
  sqlite: 'SELECT 1 AS found FROM pragma_table_info(?) WHERE name = ?',
  mysql: 'SELECT 1 AS found FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?',
};
const INDEX_EXISTS: Readonly<Record<Dialect, string>> = {
  sqlite: "SELECT 1 AS found FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND name = ?",
  mysql: 'SELECT 1 AS found FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ? LIMIT 1',
};
const TRIGGER_EXISTS: Readonly<Record<Dialect, string>> = {
  sqlite: "SELECT 1 AS found FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND name = ?",
  mysql: 'SELECT 1 AS found FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND event_object_table = ? AND trigger_name = ?',
};
/** A condition that is null does not let a row go. */
const REFUSAL: Readonly<Record<Dialect, (message: string, unless: string | null) => string>> = {
  sqlite: (message, unless) => `${unless === null ? '' : `WHEN NOT COALESCE((${unless}), 0) `}BEGIN SELECT RAISE(ABORT, '${message}'); END`,
  mysql: (message, unless) => {
    const refusal = `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`;
    return unless === null ? refusal : `IF NOT COALESCE((${unless}), 0) THEN ${refusal}; END IF`;
  },
};
