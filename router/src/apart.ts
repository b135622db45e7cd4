import { onTermination } from '@sangam/kit/running/on-termination';
import { createLogger } from '@sangam/kit/observability/logger';
import { processEnvironment } from '@sangam/kit/settings/environment';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { apartEnvironment } from './launching/apart-environment';
import { ApartProcesses } from './launching/start-apart';

async function main(): Promise<void> {
  const { environment, settings } = await apartEnvironment(processEnvironment());
  const log = createLogger(settings.of(kitSettings).LOG_LEVEL, 'launcher');
  const processes = new ApartProcesses(environment, log);
  onTermination(log, () => processes.stop());
  const line = await processes.start().catch(async (error: unknown) => {
    await processes.stop();
    throw error;
  });
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`The product did not start: ${error.message}\n`);
  process.exit(1);
});
