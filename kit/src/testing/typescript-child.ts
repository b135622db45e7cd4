import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Compiles the project's TypeScript while it is required, as the tests' transformer does. */
const HOOK = `
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');
require('reflect-metadata');
const config = JSON.parse(readFileSync(process.env.CHILD_SWCRC, 'utf8'));
require.extensions['.ts'] = (module, file) => module._compile(transformSync(readFileSync(file, 'utf8'), { ...config, swcrc: false, filename: file, sourceMaps: 'inline' }).code, file);
require(process.env.CHILD_FILE);
`;

export interface TypeScriptChild {
  readonly process: ChildProcessWithoutNullStreams;
  /** The next line that the child writes to standard output. @throws Error with its standard error when it ends instead. */
  line(): Promise<string>;
  /** Kills it as a power cut would, and waits for its end. */
  kill(): Promise<void>;
  /** Waits for its end: exit code, or the signal that ended it. */
  end(): Promise<number | NodeJS.Signals | null>;
}

/** Runs a TypeScript file of this repository in a process of its own, for tests of what only processes can show. */
export function startTypeScript(file: string, environment: NodeJS.ProcessEnv = {}): TypeScriptChild {
  const swcrc = require.resolve('../../../.swcrc');
  const child = spawn(process.execPath, ['-e', HOOK], { cwd: __dirname, env: { ...process.env, CHILD_FILE: file, CHILD_SWCRC: swcrc, ...environment } });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let errors = '';
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  const end = async () => {
    const [code, signal] = await ended;
    return signal ?? code;
  };
  return {
    process: child,
    async line() {
      const next = await lines.next();
      if (next.done) throw new Error(`The child ended (${await end()}): ${errors}`);
      return next.value;
    },
    async kill() {
      child.kill('SIGKILL');
      await end();
    },
    end,
  };
}
