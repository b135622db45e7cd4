import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the whole project, wherever it was cloned to. */
export const REPOSITORY = join(__dirname, '../../..');

/** Text of a file of the project; undefined where there is none. */
export function readRepositoryFile(path: string, root = REPOSITORY): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Files below a folder of the project with this ending, as paths from the project's folder, sorted. */
export function filesBelow(folder: string, ending: string, root = REPOSITORY): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry): string[] => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path, ending, root);
    return entry.name.endsWith(ending) ? [path] : [];
  }).sort();
}
