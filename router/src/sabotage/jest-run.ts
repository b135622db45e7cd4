import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processEnvironment } from '@sangam/kit/settings/environment';
import type { Protection } from './protection';

export type TestRun = 'green' | 'red' | 'nothing ran' | 'cannot run' | 'hangs';

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly failureMessages: readonly string[] }[] }[];
}

/** A protection is taken away, not replaced by code that cannot run. */
const BROKEN_CODE = /^(SyntaxError|ReferenceError)/;

/** One test may take this long, milliseconds: what waits for ever without its protection shall not take long to say so. */
const TEST_TIMEOUT = 30_000;
const RUN_TIMEOUT = 120_000;

/** Runs the protection's test in a copy of the project. Red means that tests ran and failed, not that they could not be loaded. */
export async function runTest(folder: string, { test, testName, env = {} }: Protection): Promise<TestRun> {
  const report = join(folder, 'sabotage-report.json');
  rmSync(report, { force: true });
  const flags = ['--runInBand', '--forceExit', '--json', `--outputFile=${report}`, `--testTimeout=${TEST_TIMEOUT}`, ...(testName ? ['--testNamePattern', literally(testName)] : [])];
  const ended = await run([join(folder, 'node_modules/jest/bin/jest.js'), ...flags, '--runTestsByPath', test], { cwd: folder, env: { ...processEnvironment(), ...env } });
  if (!ended) return 'hangs';
  return existsSync(report) ? verdict(JSON.parse(readFileSync(report, 'utf8')) as JestReport) : 'cannot run';
}

function verdict({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults }: JestReport): TestRun {
  const failures = testResults.flatMap(({ assertionResults }) => assertionResults.flatMap(({ failureMessages }) => failureMessages));
  if (failures.some((message) => BROKEN_CODE.test(message))) return 'cannot run';
  if (numFailedTests > 0) return 'red';
  if (numRuntimeErrorTestSuites > 0) return 'cannot run';
  return numPassedTests > 0 ? 'green' : 'nothing ran';
}

/** Whether it ended by itself. */
function run(parameters: readonly string[], options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, parameters, { ...options, stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), RUN_TIMEOUT);
    child.once('error', reject);
    child.once('exit', (_code, signal) => {
      clearTimeout(timer);
      resolve(signal === null);
    });
  });
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
