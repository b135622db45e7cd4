import 'reflect-metadata';
import { processEnvironment } from '@sangam/kit/settings/environment';
import { examine, table } from './commands/examine';

async function main(): Promise<void> {
  const findings = await examine(processEnvironment());
  process.stdout.write(`${table(findings)}\n`);
  process.exitCode = findings.some(({ outcome }) => outcome === 'wrong') ? 1 : 0;
}

main().catch((error: Error) => {
  process.stderr.write(`The examination failed: ${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
