import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SUBGRAPHS } from '../../subgraphs';
import { REPOSITORY } from '../repository';
import { loadSubgraphs, type LoadedSubgraph } from './load-subgraphs';

const run = promisify(execFile);

let together: readonly LoadedSubgraph[];

beforeAll(async () => {
  together = await loadSubgraphs(SUBGRAPHS);
});

/** type-graphql keeps one registry for the whole process: what one subgraph declares must not show in another. */
it.each(SUBGRAPHS.map(({ name }) => name))('%s has the same schema alone and together with all others', async (name) => {
  const hook = join(REPOSITORY, 'router/src/contract/register-swc.js');
  const alone = await run(process.execPath, ['-r', hook, join(__dirname, 'print-subgraph.ts'), name], { maxBuffer: 64 * 1024 * 1024 });
  expect(alone.stdout).toBe(together.find((subgraph) => subgraph.name === name)?.sdl);
});
