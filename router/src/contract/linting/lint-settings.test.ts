import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../repository';

/** A project of one bad file, with this project's settings of the linter. */
function lint(path: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    copyFileSync(join(REPOSITORY, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, target: 'ES2022', module: 'Node16', types: [] }, include: ['**/*.ts'] }));
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The linter leaves with a status of its own when it has something to say. */
function run(folder: string): string {
  try {
    return execFileSync(join(REPOSITORY, 'node_modules/.bin/oxlint'), ['--type-aware', '--format', 'unix'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    return String((error as { readonly stdout?: string }).stdout);
  }
}

const manyLines = (count: number, line: string) => `${line}\n`.repeat(count);

it.each([
  ['any', 'kit/src/a.ts', 'export const a: any = 1;', 'no-explicit-any'],
  ['a promise that nobody waits for', 'kit/src/a.ts', 'async function f(): Promise<void> {}\nexport function g(): void {\n  f();\n}', 'no-floating-promises'],
  ['a promise taken for a truth', 'kit/src/a.ts', 'async function f(): Promise<boolean> { return true; }\nexport function g(): number {\n  if (f()) return 1;\n  return 2;\n}', 'no-misused-promises'],
  ['a default export', 'kit/src/a.ts', 'export default 1;', 'no-default-export'],
  ['the console', 'kit/src/a.ts', 'console.log(1);\nexport const a = 1;', 'no-console'],
  ['the environment', 'kit/src/a.ts', 'export const a = process.env.A;', 'no-process-env'],
  ['a long file', 'kit/src/a.ts', manyLines(301, 'export {};'), 'max-lines'],
  ['a long function', 'kit/src/a.ts', `export function f(): void {\n${manyLines(60, '  f();')}}`, 'max-lines-per-function'],
  ['a re-export of everything', 'kit/src/a.ts', 'export * from \'./b\';', 'no-barrel-file'],
  ['the kit importing the contract', 'kit/src/a.ts', 'import { a } from \'@sangam/schema/events/chat\';\nexport const b = a;', 'no-restricted-imports'],
  ['the contract importing more than event types', 'schema/events/a.ts', 'import { a } from \'@sangam/kit/database/read\';\nexport const b = a;', 'no-restricted-imports'],
  ['a subgraph importing another', 'subgraphs/chat/src/a.ts', 'import { a } from \'@sangam/identity/users/user.entity\';\nexport const b = a;', 'no-restricted-imports'],
  ['a subgraph importing the router', 'subgraphs/chat/src/a.ts', 'import { a } from \'@sangam/router/settings\';\nexport const b = a;', 'no-restricted-imports'],
  ['the router importing a subgraph', 'router/src/a.ts', 'import { a } from \'@sangam/chat/subgraph\';\nexport const b = a;', 'no-restricted-imports'],
  ['a focused test', 'kit/src/a.test.ts', 'it.only(\'adds\', () => { expect(1 + 1).toBe(2); });', 'no-focused-tests'],
  ['a test switched off', 'kit/src/a.test.ts', 'it.skip(\'adds\', () => { expect(1 + 1).toBe(2); });', 'no-disabled-tests'],
  ['a test that asserts nothing', 'kit/src/a.test.ts', 'it(\'adds\', () => { String(1); });', 'expect-expect'],
])('lint refuses %s', (_case, path, text, rule) => {
  expect(lint(path, text)).toContain(rule);
});

it.each([
  ['the kit and the contract in a subgraph', 'subgraphs/chat/src/a.ts', 'import { a } from \'@sangam/kit/ids/new-id\';\nimport { b } from \'@sangam/schema/typed/internal\';\nexport const c = [a, b];'],
  ['event types in the contract', 'schema/events/a.ts', 'import { defineEvent } from \'@sangam/kit/events/define-event\';\nexport const a = defineEvent;'],
  ['the environment in settings', 'subgraphs/chat/src/settings.ts', 'export const a = process.env.A;'],
])('lint accepts %s', (_case, path, text) => {
  expect(lint(path, text).trim()).toBe('');
});
