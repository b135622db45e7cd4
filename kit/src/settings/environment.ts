import { existsSync } from 'node:fs';
import type { Environment } from './settings';

/** The environment of this process, completed by a `.env` file in the working folder; what is set outside wins. */
export function processEnvironment(): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return { ...process.env };
}
