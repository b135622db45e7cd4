import { constants, existsSync, statSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { looked, note, ok, wrong, type Finding } from './finding';

const SECRETS = 'file of secrets';
/** Only the owner may read or write. */
const PRIVATE = 0o600;

/** The data folder can be written, and nobody else reads its secrets. */
export async function checkFolders(dataDir: string): Promise<Finding[]> {
  return [await looked('data folder', () => checkDataFolder(resolve(dataDir))), checkSecrets(join(dataDir, 'secrets'))];
}

async function checkDataFolder(folder: string): Promise<Finding> {
  if (existsSync(folder)) {
    await access(folder, constants.W_OK | constants.X_OK);
    return ok('data folder', folder);
  }
  let parent = dirname(folder);
  while (!existsSync(parent)) parent = dirname(parent);
  await access(parent, constants.W_OK | constants.X_OK);
  return note('data folder', `${folder} is made at the first start`);
}

function checkSecrets(file: string): Finding {
  if (!existsSync(file)) return note(SECRETS, 'none: the environment brings them, or the first start makes them');
  const mode = statSync(file).mode & 0o777;
  return mode === PRIVATE ? ok(SECRETS, `${file}, mode 600`) : wrong(SECRETS, `${file} has mode ${mode.toString(8)}; set it to 600`);
}
