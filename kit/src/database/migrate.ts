import type { Database } from './database';
import { managed } from './managed-database';

/**
 * Brings the tables up to the migrations of the subgraph; those that ran already are skipped. Several instances may
 * start it at once.
 * @returns the names of the migrations that ran.
 */
export async function migrate(database: Database): Promise<string[]> {
  const target = managed(database);
  try {
    return await target.engine.exclusively(async () => {
      const ran = await target.engine.dataSource.runMigrations();
      return ran.map((migration) => migration.name);
    });
  } catch (error) {
    throw target.translate(error);
  }
}
