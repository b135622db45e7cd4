import type { Clock } from '@sangam/kit/clock/clock';
import { clockAhead, openInspection, pendingMigrations, type Inspection } from '@sangam/kit/database/inspection';
import { countDeadJobs, lagOf } from '@sangam/kit/jobs/queue-state';
import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { Settings } from '@sangam/kit/settings/settings';
import { looked, note, ok, reasonOf, wrong, type Finding } from './finding';

/** Signatures tolerate a minute; what is an eighth of that wrong is going to be more. Milliseconds. */
const LARGEST_DRIFT = 5_000;
/** Workers look at least once a minute; who waits longer waits for nobody. Milliseconds. */
const LONGEST_LAG = 120_000;

export interface DatabaseChecks {
  readonly settings: Settings;
  readonly clock: Clock;
  /** Whether something should be working on the jobs now. */
  readonly isRunning: boolean;
}

/** The database of one subgraph: reachable, tables up to date, clocks agree, jobs get done. */
export async function checkDatabase({ name, migrations }: SubgraphDefinition, checks: DatabaseChecks): Promise<Finding[]> {
  const { DATABASE_URL: url, DATABASE_PREFIX: prefix, DATA_DIR: dataDir, SUBGRAPH_URLS } = checks.settings.of(kitSettings);
  const area = `database ${name}`;
  let inspection: Inspection | null;
  try {
    inspection = await openInspection({ name, url, prefix, dataDir });
  } catch (error) {
    return [wrong(area, `cannot be opened: ${reasonOf(error)}`)];
  }
  if (!inspection) return [SUBGRAPH_URLS.length > 0 ? wrong(area, 'was not made: run its process with "migrate"') : note(area, 'is made at the first start')];
  try {
    return await inspected(inspection, { name, migrations }, checks);
  } finally {
    await inspection.close();
  }
}

async function inspected(inspection: Inspection, { name, migrations }: Pick<SubgraphDefinition, 'name' | 'migrations'>, checks: DatabaseChecks): Promise<Finding[]> {
  const findings = [await looked(`database ${name}`, () => migrated(inspection, `database ${name}`, migrations))];
  if (inspection.dialect === 'mysql') findings.push(await looked(`clock of ${name}`, () => checkClock(inspection, `clock of ${name}`)));
  if (findings.some(({ outcome }) => outcome === 'wrong')) return findings;
  return [...findings, await looked(`jobs of ${name}`, () => checkJobs(inspection, `jobs of ${name}`, checks))];
}

async function migrated(inspection: Inspection, area: string, folder: string): Promise<Finding> {
  const pending = await pendingMigrations(inspection, folder);
  return pending.length === 0 ? ok(area, `${inspection.dialect === 'sqlite' ? 'SQLite' : 'MySQL'}, tables up to date`) : wrong(area, `migrations pending: ${pending.join(', ')}`);
}

async function checkClock(inspection: Inspection, area: string): Promise<Finding> {
  // The machine's clock, not the product's: that one may be moved to try expiries.
  const ahead = await clockAhead(inspection, () => Date.now());
  const words = `the server's clock is ${Math.abs(ahead)} ms ${ahead < 0 ? 'behind' : 'ahead'}`;
  return Math.abs(ahead) > LARGEST_DRIFT ? wrong(area, words) : ok(area, words);
}

async function checkJobs(inspection: Inspection, area: string, { clock, isRunning }: DatabaseChecks): Promise<Finding> {
  const [lag, dead] = [await lagOf({ db: inspection, clock }), await countDeadJobs({ db: inspection })];
  const words = `${dead} dead, the oldest due job waits ${Math.round(lag / 1_000)} s`;
  if (dead > 0 || (isRunning && lag > LONGEST_LAG)) return wrong(area, words);
  return lag > LONGEST_LAG ? note(area, `${words}; the product does not run`) : ok(area, words);
}
