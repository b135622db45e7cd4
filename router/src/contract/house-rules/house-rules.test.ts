import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { houseProblems } from './house-rules';
import { ignoredSources, projectFiles } from './source-file';

const problemsOf = (path: string, text = '') => houseProblems([{ path, text }]);

describe('places', () => {
  it.each(['kit/src/utils/dates.ts', 'subgraphs/chat/src/shared/names.ts', 'router/src/helpers/x.ts', 'docs/misc/notes.md'])('refuse the nameless folder of %s', (path) => {
    expect(problemsOf(path)).toEqual([expect.stringContaining('has no purpose of its own')]);
  });

  it.each(['kit/src/errors/index.ts', 'index.js'])('refuse the barrel %s', (path) => {
    expect(problemsOf(path)).toEqual([expect.stringContaining('no barrel files')]);
  });

  it.each(['kit/src/errors/AppError.ts', 'kit/src/errors/app_error.ts', 'kit/src/errors/appError.ts'])('refuse the name of %s', (path) => {
    expect(problemsOf(path)).toEqual([expect.stringContaining('in kebab-case')]);
  });

  it.each(['subgraphs/chat/src/migrations/0001-threads.ts', 'subgraphs/chat/src/threads/chat-thread.entity.ts', 'router/src/contract/check.settings.ts'])('accept %s', (path) => {
    expect(problemsOf(path)).toEqual([]);
  });
});

describe('texts', () => {
  const undone = `// ${'TO' + 'DO'}: later`;

  it('refuse remarks about unfinished work, with the line', () => {
    expect(problemsOf('docs/guides/start.md', `first\n${undone}`)).toEqual(['docs/guides/start.md:2: unfinished work is an issue, not a remark.']);
    expect(problemsOf('schema/seed-endpoints.tsv', undone)).toEqual([]);
  });

  it.each(['work', 'home', 'tmp', 'Users'])('refuse a path below the %s folder of a machine', (folder) => {
    expect(problemsOf('docs/guides/start.md', `see "/${folder}/sangam"`)).toEqual(['docs/guides/start.md:1: a path of one machine.']);
  });

  it.each(['https://example.com/work/x', './work/x', 'join(tmpdir(), "x")'])('accept %s', (text) => {
    expect(problemsOf('docs/guides/start.md', text)).toEqual([]);
  });

  it.each(['await fetch(url)', 'import { Agent } from \'undici\';', 'https.request(options)', 'import { request } from \'node:http\';'])('refuse the outgoing call %s', (text) => {
    const refused = [expect.stringContaining('outgoing calls go through')];
    expect(problemsOf('subgraphs/social/src/posts/post.service.ts', text)).toEqual(refused);
    expect(problemsOf('router/src/front/forward.ts', text)).toEqual(refused);
    expect(problemsOf('kit/src/calls/signed-client.ts', text)).toEqual([]);
    expect(problemsOf('kit/src/egress/open-url.ts', text)).toEqual([]);
    expect(problemsOf('router/src/front/forward.test.ts', text)).toEqual([]);
  });

  it.each(['manager.query(sql)', 'dataSource.createQueryRunner()', 'db.getRepository(User)'])('leave %s to the kit', (text) => {
    expect(problemsOf('subgraphs/social/src/posts/post.service.ts', text)).toEqual([expect.stringContaining('only the kit talks to the database driver')]);
    expect(problemsOf('kit/src/database/engine.ts', text)).toEqual([]);
  });

  it('refuse to load a subgraph elsewhere than in its one place, and there at once', () => {
    expect(problemsOf('router/src/starting/start.ts', 'await import(\'@sangam/chat/subgraph\')')).toEqual([expect.stringContaining('subgraphs are loaded lazily')]);
    expect(problemsOf('router/src/subgraphs.ts', 'import { subgraph } from \'@sangam/chat/subgraph\';')).toEqual([expect.stringContaining('subgraphs are loaded lazily')]);
    expect(problemsOf('router/src/subgraphs.ts', 'const load = () => import(\'@sangam/chat/subgraph\');')).toEqual([]);
  });

  it('refuse relative imports that leave their package', () => {
    expect(problemsOf('subgraphs/chat/src/threads/x.ts', 'import { a } from \'../../../identity/src/users/user.entity\';')).toEqual([expect.stringContaining('leaves its package')]);
    expect(problemsOf('kit/src/calls/x.ts', 'import { a } from \'../../../router/src/settings\';')).toEqual([expect.stringContaining('leaves its package')]);
    expect(problemsOf('subgraphs/chat/src/threads/x.ts', 'import { a } from \'../stubs/user.stub\';')).toEqual([]);
  });
});

describe('parameters', () => {
  const path = 'kit/src/calls/x.ts';

  it.each([
    ['a function', 'function book(a: 1, b: 2, c: 3, d: 4) {}', 'book takes 4 parameters'],
    ['an exported function', 'export async function book(a: 1, b: 2, c: 3, d: 4) {}', 'book takes 4 parameters'],
    ['an arrow function', 'const book = (a: 1, b: 2, c: 3, d: 4) => a;', 'book takes 4 parameters'],
    ['a method', 'class Desk { book(a: 1, b: 2, c: 3, d: 4) {} }', 'book takes 4 parameters'],
    ['a constructor', 'class Desk { constructor(a: 1, b: 2, c: 3, d: 4, e: 5, f: 6) {} }', 'a constructor takes 6 parameters'],
  ])('are too many for %s', (_case, text, problem) => {
    expect(problemsOf(path, text)).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    ['three', 'function book(a: 1, b: 2, c: 3) {}'],
    ['one with a default more', 'function book(a: 1, b: 2, c: 3, d = 4) {}'],
    ['five of a constructor', 'class Desk { constructor(private a: 1, b: 2, c: 3, d: 4, e: 5) {} }'],
    ['those of a callback', 'app.use((error, request, response, next) => next());'],
    ['those of a declared type', 'const failed: ErrorRequestHandler = (error, request, response, next) => next();'],
    ['those of an interface', 'class Desk implements Booking { book(a: 1, b: 2, c: 3, d: 4) {} }'],
  ])('may be %s', (_case, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });

  it('are arguments of a field in resolvers', () => {
    expect(problemsOf('subgraphs/chat/src/live/typing.resolver.ts', 'class R { book(a: 1, b: 2, c: 3, d: 4) {} }')).toEqual([]);
  });
});

it('sees new files, not ignored ones, and says which sources git ignores', () => {
  const root = mkdtempSync(join(tmpdir(), 'house-'));
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  mkdirSync(join(root, 'kit/src/coverage'), { recursive: true });
  mkdirSync(join(root, 'kit/dist'), { recursive: true });
  writeFileSync(join(root, '.gitignore'), 'coverage\ndist\n');
  for (const path of ['kit/src/a.ts', 'kit/src/coverage/b.ts', 'kit/dist/a.d.ts']) writeFileSync(join(root, path), 'export {};');

  expect(projectFiles(root).map(({ path }) => path)).toEqual(['.gitignore', 'kit/src/a.ts']);
  expect(ignoredSources(root)).toEqual(['kit/src/coverage/b.ts is ignored by git and will be missing in every clone.']);
  rmSync(root, { recursive: true });
});
