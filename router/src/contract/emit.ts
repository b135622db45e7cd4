import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startFailure } from '@sangam/kit/errors/start-error';
import { emitContract } from './emitted/emit-contract';
import { REPOSITORY } from './repository';

/** `npm run schema`: writes everything of the contract that follows from the code. */
async function emit(): Promise<void> {
  const { files } = await emitContract();
  for (const [path, content] of files) {
    mkdirSync(dirname(join(REPOSITORY, path)), { recursive: true });
    writeFileSync(join(REPOSITORY, path), content);
  }
  process.stdout.write(`${files.size} files of the contract written.\n`);
}

emit().catch((error: unknown) => {
  process.stderr.write(`Nothing of the contract was written: ${startFailure(error)}\n`);
  process.exitCode = 1;
});
