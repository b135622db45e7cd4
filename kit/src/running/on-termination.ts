import type { Logger } from '../observability/logger';

/** Longer than any graceful stop may take; what hangs then is cut off. */
const LAST_MOMENT_MS = 12_000;

/** Runs `stop` once on SIGTERM or SIGINT and ends the process with 0; a second signal ends it at once. */
export function onTermination(log: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const end = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), LAST_MOMENT_MS).unref();
    stop().then(() => process.exit(0), (error: unknown) => {
      log.error({ err: error }, 'the stop failed');
      process.exit(1);
    });
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
