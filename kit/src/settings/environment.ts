import type { Environment } from './settings';

/** The environment of this process. */
export function processEnvironment(): Environment {
  return { ...process.env };
}
