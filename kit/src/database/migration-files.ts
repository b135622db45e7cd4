import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Dialect } from './database';
import { migration as kitMigration } from './kit-migration';
import type { Migration } from './define-migration';
import { TableBuilder } from './table-builder';

export interface MigrationTarget {
  readonly dialect: Dialect;
  /** Binary collation of text on MySQL. */
  readonly collation: string;
}

type MigrationClass = new () => MigrationInterface;

/** The kit's tables, then the files `NNNN-name.ts` of a folder in the order of their numbers. */
export function migrationClasses(folder: string, target: MigrationTarget): MigrationClass[] {
  return [migrationClass('0000-kit', kitMigration, target), ...filesOf(folder).map((file) => migrationClass(file.slice(0, -3), load(join(folder, file)), target))];
}

/** Names under which the migrations of a folder are remembered, the kit's first. */
export function migrationNames(folder: string): string[] {
  return ['0000-kit', ...filesOf(folder).map((file) => file.slice(0, -3))].map(migrationName);
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).filter((file) => /\.[jt]s$/.test(file) && !file.endsWith('.d.ts')).sort();
}

function load(path: string): Migration {
  // The folder is known at run time only.
  const { migration } = require(path) as { migration?: Migration };
  if (!migration) throw new Error(`${path} does not export a migration.`);
  return migration;
}

// TypeORM orders migrations by the thirteen digits at the end of their names.
const ORDER_BASE = 1_000_000_000_000;

/** `0001-threads` becomes TypeORM's `Threads1000000000001`. */
export function migrationName(file: string): string {
  const match = /^(\d{4})-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(file);
  if (!match || (match[1] === '0000') !== (file === '0000-kit')) throw new Error(`${file} is not a migration file: 0001-threads, numbers from 0001, lower case.`);
  const words = (match[2] ?? '').split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}${ORDER_BASE + Number(match[1])}`;
}

function migrationClass(file: string, migration: Migration, target: MigrationTarget): MigrationClass {
  return class implements MigrationInterface {
    readonly name = migrationName(file);

    up(runner: QueryRunner): Promise<void> {
      return migration.up(new TableBuilder(runner, target.dialect, target.collation));
    }

    async down(): Promise<void> {
      throw new Error(`${file} only goes forward.`);
    }
  };
}
