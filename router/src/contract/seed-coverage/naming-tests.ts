import { filesBelow, readRepositoryFile } from '../repository';
import type { Covering } from './covering';
import type { TestsOf } from './endpoints-table';

const FOLDERS = ['kit/src', 'router/src', 'subgraphs'];

/** Finds the test files that name a covering: by its typed document, its path or its name. */
export function testsByName(): TestsOf {
  const tests = FOLDERS.flatMap((folder) => filesBelow(folder, '.test.ts')).map((file) => ({ file, text: readRepositoryFile(file) ?? '' }));
  return (covering) => {
    const pattern = patternOf(covering);
    return tests.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
  };
}

/** `GET /l/:slug` is named by a test that asks for `/l/some-slug`. */
export function patternOf({ kind, target, document }: Covering): RegExp {
  if (document) return new RegExp(`\\b${document}Document\\b`);
  // The root path stands in every text; only the call itself names it.
  if (target === 'GET /') return /\.http\('\/'\)|\bget\('\/'\)/;
  const text = kind === 'route' ? target.slice(target.indexOf(' ') + 1) : target;
  const parts = text.split(/:\w+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`['"\`/]${parts.join('[^/\'"`\\s]+').replace(/^\//, '')}['"\`?]`);
}
