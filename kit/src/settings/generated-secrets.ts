import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Environment } from './settings';

/** Secrets that a product on one machine makes for itself at its first start. */
const MAKERS: Readonly<Record<string, () => string>> = {
  SERVICE_KEYS: () => randomBytes(32).toString('base64url'),
  REFRESH_KEY: () => randomBytes(32).toString('base64url'),
  SEAL_KEYS: () => `local:${randomBytes(32).toString('base64')}`,
};

/** Sealed data must outlive the machine's data folder: production brings its own key. */
const OWN_IN_PRODUCTION = new Set(['SEAL_KEYS']);

/**
 * The environment, completed with secrets from `<dataDir>/secrets` (mode 0600), which is made at the first start.
 * What the environment sets wins. `keep` false: what is missing is made, but not written. Only for processes that own the data folder (together, or the development launcher).
 */
export function withGeneratedSecrets(environment: Environment, dataDir: string, keep = true): Environment {
  const file = join(dataDir, 'secrets');
  const kept = existsSync(file) ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const names = Object.keys(MAKERS).filter((name) => environment.NODE_ENV !== 'production' || !OWN_IN_PRODUCTION.has(name));
  const made = Object.fromEntries(names.filter((name) => !environment[name] && !kept[name]).map((name) => [name, MAKERS[name]?.() ?? '']));
  if (keep && Object.keys(made).length > 0) write(file, dataDir, { ...kept, ...made });
  const usable = Object.fromEntries(Object.entries({ ...kept, ...made }).filter(([name]) => names.includes(name)));
  return { ...usable, ...Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== '')) };
}

/** Renamed into place, so that a crash leaves the old file or the new one. */
function write(file: string, dataDir: string, secrets: Record<string, string>): void {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
