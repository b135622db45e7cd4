import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { transformSync, type Options } from '@swc/core';

const SOURCES = resolve(__dirname, '..');
const ROOT = resolve(SOURCES, '../..');

/** The kit as JavaScript files outside the working tree, for tests that start processes. */
export interface CompiledKit {
  /** Path of a source file's compiled form, e.g. `jobs/fixtures/kill-worker`. */
  path(source: string): string;
  /** What a process needs in its environment to find the packages. */
  readonly environment: { readonly NODE_PATH: string };
  remove(): void;
}

/** Compiles what is in the sources at this moment, exactly as Jest does; a build is not needed and not touched. */
export function compileKit(): CompiledKit {
  const folder = mkdtempSync(join(tmpdir(), 'sangam-kit-'));
  const options = { ...(JSON.parse(readFileSync(join(ROOT, '.swcrc'), 'utf8')) as Options), sourceMaps: false, swcrc: false };
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const target = join(folder, file.replace(/ts$/, 'js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, transformSync(readFileSync(join(SOURCES, file), 'utf8'), { ...options, filename: file }).code);
  }
  return {
    path: (source) => join(folder, `${source}.js`),
    environment: { NODE_PATH: join(ROOT, 'node_modules') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
