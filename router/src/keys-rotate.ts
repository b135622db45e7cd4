import 'reflect-metadata';
import { startFailure } from '@sangam/kit/errors/start-error';
import { processEnvironment } from '@sangam/kit/settings/environment';
import { rotateKeys } from './commands/rotate-keys';

async function main(): Promise<void> {
  const rotations = await rotateKeys(processEnvironment());
  const failures = rotations.flatMap(({ subgraph, failures: failed }) => failed.map((failure) => `${subgraph}: ${failure}`));
  for (const { subgraph, changed, current } of rotations) process.stdout.write(`${subgraph}: ${changed} sealed anew, ${current} under the newest key before\n`);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  process.stdout.write(failures.length === 0 ? 'The older keys can be taken out of SEAL_KEYS.\n' : 'Keep the older keys: some texts could not be sealed anew.\n');
  process.exitCode = failures.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`The keys were not rotated to the end; run it again: ${startFailure(error)}\n`);
  process.exitCode = 1;
});
