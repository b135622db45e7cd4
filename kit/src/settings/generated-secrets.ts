import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SettingsDefinition } from './define-settings';
import type { Environment } from './settings';

export interface GeneratedSecretsOptions {
  readonly dataDir: string;
  /** Whose settings may be generated. */
  readonly definitions: readonly SettingsDefinition[];
  /** False: what is missing is made, but not written. */
  readonly keep?: boolean;
}

/** A random text of 43 characters, for a setting's `generate`. */
export const randomSecret = (): string => randomBytes(32).toString('base64url');

/**
 * The environment, completed with the secrets that settings declare as `generate`, from `<dataDir>/secrets` (mode 0600), which
 * is made at the first start. What the environment sets wins. Only for processes that own the data folder (together, or
 * the development launcher).
 */
export function withGeneratedSecrets(environment: Environment, { dataDir, definitions, keep = true }: GeneratedSecretsOptions): Environment {
  const file = join(dataDir, 'secrets');
  const kept = existsSync(file) ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const makers = makersOf(definitions, environment.NODE_ENV === 'production');
  const made = Object.fromEntries([...makers].filter(([name]) => !environment[name] && !kept[name]).map(([name, make]) => [name, make()]));
  if (keep && Object.keys(made).length > 0) write(file, dataDir, { ...kept, ...made });
  const usable = Object.fromEntries(Object.entries({ ...kept, ...made }).filter(([name]) => makers.has(name)));
  return { ...usable, ...Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== '')) };
}

function makersOf(definitions: readonly SettingsDefinition[], production: boolean): ReadonlyMap<string, () => string> {
  const settings = definitions.flatMap(({ shape }) => Object.entries(shape));
  return new Map(settings.flatMap(([name, { generate, generated }]): [string, () => string][] => (generate && (!production || generated === 'everywhere') ? [[name, generate]] : [])));
}

/** Renamed into place, so that a crash leaves the old file or the new one. */
function write(file: string, dataDir: string, secrets: Record<string, string>): void {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
