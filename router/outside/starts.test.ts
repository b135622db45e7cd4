import { existsSync, readFileSync } from 'node:fs';
import { SUBGRAPHS } from '../src/subgraphs';
import { installApart, installTogether, type Installation } from './testing/installation';
import { endAll, Program } from './testing/program';
import { until } from './testing/wait';

let together: Installation;
let apart: Installation;

beforeAll(async () => {
  [together, apart] = [await installTogether(), await installApart()];
});
afterAll(async () => {
  await endAll();
  await Promise.all([together.remove(), apart.remove()]);
});

it.each(['router/dist/main.js', 'router/dist/apart.js'])('%s refuses every convenience of development in production and names each', async (file) => {
  const conveniences = { DEMO_DATA: 'true', CLOCK_OFFSET: '1h', EGRESS_ALLOW: '127.0.0.1:1025', CORS_ORIGINS: '*' };
  const program = new Program(file, { ...apart.environment, NODE_ENV: 'production', ...conveniences });

  expect(await program.ended).toBe(1);
  for (const name of [...Object.keys(conveniences), 'SMTP_URL']) expect(program.log).toMatch(new RegExp(`- ${name}: production`));
});

it('refuses settings that are wrong, all in one message, without their values', async () => {
  const program = new Program('router/dist/main.js', { ...together.environment, PORT: 'four thousand', REQUEST_TIMEOUT: 'long', REFRESH_KEY: 'too-short-and-secret' });

  expect(await program.ended).toBe(1);
  for (const name of ['PORT', 'REQUEST_TIMEOUT', 'REFRESH_KEY']) expect(program.log).toContain(`- ${name}: `);
  expect(program.log).not.toContain('too-short-and-secret');
});

it('the launcher says in one line each which server is missing, without passwords', async () => {
  const closed = { DATABASE_URL: 'mysql://sangam:not-to-be-shown@127.0.0.1:1', REDIS_URL: 'redis://:not-to-be-shown@127.0.0.1:1' };
  const program = new Program('router/dist/apart.js', { ...apart.environment, ...closed });

  expect(await program.ended).toBe(1);
  expect(program.log).toMatch(/- DATABASE_URL: .*127\.0\.0\.1:1 /);
  expect(program.log).toMatch(/- REDIS_URL: .*127\.0\.0\.1:1 /);
  expect(program.log).not.toContain('not-to-be-shown');
});

it('the launcher leaves no process behind when it is killed', async () => {
  const program = new Program('router/dist/apart.js', apart.environment);
  const pids = Object.values((await program.ready()).pids as Record<string, number>);
  expect(pids.filter(isAlive)).toHaveLength(SUBGRAPHS.length + 1);

  await program.end('SIGKILL');

  await until(async () => pids.every((pid) => !isAlive(pid)) || undefined, 10_000, 'the processes to end');
});

/** One that has ended but was not yet taken note of by its parent is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self') || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
