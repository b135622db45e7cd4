import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../repository';

/** Where test workers write what they execute. */
export const EXECUTED_FOLDER = join(REPOSITORY, '.tmp/coverage');

/** Names that the last test run executed; undefined where no run has left any. */
export function executedNames(folder = EXECUTED_FOLDER): ReadonlySet<string> | undefined {
  if (!existsSync(folder)) return undefined;
  const lines = readdirSync(folder).filter((file) => file.endsWith('.jsonl')).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
  return new Set(lines.filter(Boolean).map((line) => (JSON.parse(line) as { readonly executed: string }).executed));
}
