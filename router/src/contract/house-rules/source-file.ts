import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../repository';

export interface SourceFile {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
}

/** What is wrong with a file, one sentence each. */
export type HouseRule = (file: SourceFile) => string[];

/** The largest file that is read as text, bytes. */
const LARGEST_TEXT = 2_000_000;

/** Every text file that belongs to the project, written by people or emitted; ignored files are not seen. */
export function projectFiles(root = REPOSITORY): SourceFile[] {
  const paths = [...new Set(listed(root, '--cached', '--others', '--exclude-standard'))].filter((path) => existsSync(join(root, path)) && isText(join(root, path)));
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Sources that git ignores: they work here and are missing in every clone. */
export function ignoredSources(root = REPOSITORY): string[] {
  return listed(root, '--others', '--ignored', '--exclude-standard', '--', '*/src/*.ts', 'schema/*.ts').filter((path) => !/(?:^|\/)(?:dist|node_modules)\//.test(path))
    .map((path) => `${path} is ignored by git and will be missing in every clone.`);
}

function listed(root: string, ...options: string[]): string[] {
  return execFileSync('git', ['ls-files', '-z', ...options], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\0').filter(Boolean);
}

function isText(file: string): boolean {
  const facts = statSync(file);
  return facts.isFile() && facts.size <= LARGEST_TEXT && !/\.(?:png|jpe?g|gif|ico|woff2?|gz|zip|pdf|db)$/.test(file);
}

export const isSource = ({ path }: SourceFile): boolean => path.endsWith('.ts') && !path.startsWith('schema/typed/');

/** Tests, the code that only tests run, and measurements. */
export const isForTests = ({ path }: SourceFile): boolean => /\.test\.ts$|\/(?:testing|fixtures)\/|^bench\//.test(path);
