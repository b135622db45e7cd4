import 'reflect-metadata';
import { startFailure } from '@sangam/kit/errors/start-error';
import { onTermination } from '@sangam/kit/running/on-termination';
import { processEnvironment } from '@sangam/kit/settings/environment';
import { ADMINISTRATOR, DEMO_PASSWORD } from '@sangam/schema/demo/people';
import { startProduct } from './starting/start-product';

async function main(): Promise<void> {
  const started = await startProduct(processEnvironment());
  onTermination(started.services.log, () => started.stop());
  const { router, dataDir, hasDemo, mode } = started;
  process.stdout.write(`${JSON.stringify({
    ready: true, mode, graphql: `${router.url}/graphql`, subscriptions: `${router.url.replace(/^http/, 'ws')}/graphql`, graphiql: `${router.url}/graphiql`,
    pids: { router: process.pid }, dataDir, administrator: hasDemo ? { email: ADMINISTRATOR.email, password: DEMO_PASSWORD } : null,
  })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`The product did not start: ${startFailure(error)}\n`);
  process.exit(1);
});
