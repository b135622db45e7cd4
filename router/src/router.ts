import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { startFailure, StartError } from '@sangam/kit/errors/start-error';
import { createLogger } from '@sangam/kit/observability/logger';
import { onTermination } from '@sangam/kit/running/on-termination';
import { processEnvironment } from '@sangam/kit/settings/environment';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { Settings } from '@sangam/kit/settings/settings';
import { SETTINGS_ALONE, startAlone } from './alone/start-alone';

async function main(): Promise<void> {
  const file = supergraphFile();
  const settings = Settings.load(SETTINGS_ALONE, processEnvironment());
  const log = createLogger(settings.of(kitSettings).LOG_LEVEL, 'router');
  const { url, graphiql, stop } = await startAlone({ file, settings, log });
  onTermination(log, stop);
  process.stdout.write(`${JSON.stringify({
    ready: true, mode: 'alone', graphql: `${url}/graphql`, subscriptions: `${url.replace(/^http/, 'ws')}/graphql`, graphiql: graphiql ? `${url}/graphiql` : null, pids: { router: process.pid },
  })}\n`);
}

/** @throws StartError where the command names no file. */
function supergraphFile(): string {
  try {
    const { supergraph } = parseArgs({ options: { supergraph: { type: 'string' } } }).values;
    if (supergraph) return supergraph;
  } catch {
    // Told below, like a missing file.
  }
  throw new StartError('The command is:', ['npm run router -- --supergraph FILE']);
}

main().catch((error: unknown) => {
  process.stderr.write(`The router did not start: ${startFailure(error)}\n`);
  process.exit(1);
});
