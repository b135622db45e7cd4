import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Environment } from '@sangam/kit/settings/settings';

export interface Program {
  readonly name: string;
  /** Compiled file that is run. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly environment: Environment;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One running process of the product. */
export interface LaunchedProcess {
  readonly pid: number;
  /** The line that it prints when it serves; null when it ends without. */
  readonly ready: Promise<Readonly<Record<string, unknown>> | null>;
  readonly ended: Promise<Ended>;
  signal(signal: NodeJS.Signals): void;
}

const END_WITH_LAUNCHER = join(__dirname, 'end-with-launcher.js');

/** Starts a program that logs where the launcher logs and ends when the launcher ends, however that happens. */
export function launch({ name, file, args = [], environment }: Program): LaunchedProcess {
  // In a group of its own: an interrupt from the keyboard reaches the launcher only, which ends the others in order.
  const child = spawn(process.execPath, ['-r', END_WITH_LAUNCHER, file, ...args], { env: { ...environment }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'], detached: true });
  const ended = new Promise<Ended>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  if (child.pid === undefined) throw new Error(`${name} could not be started.`);
  return { pid: child.pid, ended, ready: readyLine(child, ended), signal: (signal) => void child.kill(signal) };
}

function readyLine(child: ChildProcess, ended: Promise<Ended>): LaunchedProcess['ready'] {
  const line = new Promise<Readonly<Record<string, unknown>>>((resolve) => {
    if (!child.stdout) return;
    createInterface(child.stdout).on('line', (text) => {
      const parsed = jsonOf(text);
      if (parsed?.ready === true) resolve(parsed);
    });
  });
  return Promise.race([line, ended.then(() => null)]);
}

function jsonOf(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}
