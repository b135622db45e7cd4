import 'reflect-metadata';
import { processEnvironment } from '@sangam/kit/settings/environment';
import { onTermination } from '@sangam/kit/running/on-termination';
import { startTogether } from './starting/start-product';

async function main(): Promise<void> {
  const started = await startTogether(processEnvironment());
  process.stdout.write(`${JSON.stringify({ ready: true, url: `${started.router.url}/graphql`, pid: process.pid })}\n`);
  onTermination(started.services.log, () => started.stop());
}

main().catch((error: Error) => {
  process.stderr.write(`The product did not start: ${error.stack ?? error.message}\n`);
  process.exit(1);
});
