import { REPOSITORY } from '../contract/repository';
import { runTest, type TestRun } from './jest-run';
import type { Protection } from './protection';
import { PROTECTIONS } from './protections';
import { ScratchCopy } from './scratch-copy';

/** Copies that work at the same time; a run of Jest keeps about one core busy. */
const COPIES = 2;

interface Result {
  readonly protection: Protection;
  readonly verdict: string;
  readonly passed: boolean;
}

/**
 * Takes one protection away at a time and shows the test that notices: `npm run sabotage`, or with words of their names
 * to try some of them. Needs the servers that the named tests need. Ends with 1 when a test stays green without its
 * protection, or was not green with it.
 */
async function main(words: readonly string[]): Promise<void> {
  const chosen = PROTECTIONS.filter(({ name }) => words.every((word) => name.includes(word)));
  const results: Result[] = [];
  const waiting = [...chosen];
  const before = new Map<string, Promise<TestRun>>();
  const work = async (copy: ScratchCopy): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const result = await tryWithout(copy, next, before);
      results.push(result);
      process.stdout.write(`${row(result)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(COPIES, chosen.length) }, () => inCopy(work)));
  const failed = results.filter(({ passed }) => !passed);
  process.stdout.write(`\n${results.length - failed.length} of ${results.length} protections are missed by a test when they are gone.\n`);
  process.exitCode = failed.length > 0 || results.length === 0 ? 1 : 0;
}

async function inCopy(work: (copy: ScratchCopy) => Promise<void>): Promise<void> {
  const copy = new ScratchCopy(REPOSITORY);
  try {
    await work(copy);
  } finally {
    copy.remove();
  }
}

async function tryWithout(copy: ScratchCopy, protection: Protection, before: Map<string, Promise<TestRun>>): Promise<Result> {
  const { test, testName, env } = protection;
  const key = JSON.stringify([test, testName, env]);
  const whole = before.get(key) ?? runTest(copy.folder, protection);
  before.set(key, whole);
  const intact = await whole;
  if (intact !== 'green') return { protection, verdict: `NOT GREEN BEFORE (${intact})`, passed: false };
  try {
    const without = await copy.without(protection, () => runTest(copy.folder, protection));
    return { protection, verdict: without === 'green' ? 'STILL GREEN' : without, passed: without === 'red' };
  } catch (error) {
    return { protection, verdict: `DOES NOT APPLY (${(error as Error).message})`, passed: false };
  }
}

function row({ protection: { name, test, testName, env }, verdict }: Result): string {
  const settings = Object.entries(env ?? {}).map(([key, value]) => `${key}=${value} `).join('');
  return `${name.padEnd(52)} → ${`${settings}${test}${testName ? ` (${testName})` : ''}`.padEnd(110)} → ${verdict}`;
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
