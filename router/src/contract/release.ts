import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesSinceRelease, CHANGELOG, emitContract, RELEASED_API } from './emitted/emit-contract';
import { releasedChangelog } from './releases/changelog';
import { readRepositoryFile, REPOSITORY } from './repository';

/** `npm run schema:release -- 1.2.0`: from now on the present API is what clients rely on. */
async function release(version = ''): Promise<void> {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('Name the release, such as 1.2.0.');
  const committed = readRepositoryFile(CHANGELOG);
  if (committed?.includes(`\n## ${version}\n`)) throw new Error(`There is a release ${version} already.`);
  const { api } = await emitContract();
  writeFileSync(join(REPOSITORY, CHANGELOG), releasedChangelog(committed, changesSinceRelease(api), version));
  writeFileSync(join(REPOSITORY, RELEASED_API), api);
}

void release(process.argv[2]);
