import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const REPOSITORY = join(__dirname, '../../..');

export type Line = Readonly<Record<string, unknown>>;

/** How it ended: exit code, or the signal that ended it. */
export type End = number | NodeJS.Signals;

const running = new Set<Program>();

/** One true process of the built product. */
export class Program {
  readonly ended: Promise<End>;
  private readonly child: ChildProcess;
  private readonly first: Promise<Line | null>;
  private readonly watchers = new Set<(line: Line) => void>();
  private text = '';
  private printed = '';

  /** `file`: compiled file, from the project's folder. */
  constructor(file: string, environment: Readonly<Record<string, string>>, args: readonly string[] = []) {
    this.child = spawn(process.execPath, [join(REPOSITORY, file), ...args], { env: { PATH: process.env.PATH, ...environment }, cwd: REPOSITORY, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this);
    this.ended = (once(this.child, 'close') as Promise<[number | null, NodeJS.Signals | null]>).then(([code, signal]) => {
      running.delete(this);
      return signal ?? code ?? -1;
    });
    this.first = Promise.race([this.linesOf(this.child.stdout, (line) => (this.printed += `${line}\n`)), this.ended.then(() => null)]);
    void this.linesOf(this.child.stderr, (line) => this.logged(line));
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /** Everything that it wrote to standard output. */
  get output(): string {
    return this.printed;
  }

  /** Everything that it wrote to standard error. */
  get log(): string {
    return this.text;
  }

  /** The JSON line that it prints when it serves. @throws Error with its log when it ends instead. */
  async ready(): Promise<Line> {
    const line = await this.first;
    if (!line) throw new Error(`It ended (${await this.ended}) instead of serving:\n${this.text}`);
    return line;
  }

  /** Hears each JSON line of its log from now on. */
  onLog(watcher: (line: Line) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<End> {
    this.signal(signal);
    return this.ended;
  }

  private logged(text: string): void {
    this.text += `${text}\n`;
    const line = json(text);
    if (line) for (const watcher of this.watchers) watcher(line);
  }

  /** Resolves with the first JSON line. */
  private linesOf(stream: NodeJS.ReadableStream | null, each: (text: string) => void = () => undefined): Promise<Line> {
    return new Promise((resolve) => {
      if (!stream) return;
      createInterface(stream).on('line', (text) => {
        each(text);
        const line = json(text);
        if (line) resolve(line);
      });
    });
  }
}

function json(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}

/** Ends whatever a test left running. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((program) => program.end('SIGKILL')));
}
