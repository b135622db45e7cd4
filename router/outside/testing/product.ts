import type { Installation } from './installation';
import { Program, type End, type Line } from './program';
import { SUBGRAPHS } from '../../src/subgraphs';
import { within } from './wait';

/** What a supervisor may take until a killed process serves again, milliseconds. */
const RESTARTED_WITHIN = 20_000;

/** A running product, whichever way it was started. */
export interface Product {
  /** Names of its processes. */
  readonly processes: readonly string[];
  start(environment?: Readonly<Record<string, string>>): Promise<void>;
  /** Kills one process as a power cut would; resolves once all is up again. */
  kill(name: string): Promise<void>;
  end(signal?: NodeJS.Signals): Promise<End>;
}

/** Router and all subgraphs in one process; whoever runs it starts it again. */
export class TogetherProduct implements Product {
  readonly processes = ['product'];
  private program: Program | null = null;

  constructor(private readonly installation: Installation) {}

  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.program = new Program('router/dist/main.js', { ...this.installation.environment, ...environment });
    await this.program.ready();
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
    await this.start();
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<End> {
    return this.program ? this.program.end(signal) : 0;
  }
}

/** The development launcher with one process each, which it starts again itself. */
export class ApartProduct implements Product {
  readonly processes = ['router', ...SUBGRAPHS.map(({ name }) => name)];
  private program: Program | null = null;
  private pids = new Map<string, number>();

  constructor(private readonly installation: Installation) {}

  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const program = new Program('router/dist/apart.js', { ...this.installation.environment, ...environment });
    this.program = program;
    program.onLog((line) => this.noteRestart(line));
    const { pids } = await program.ready();
    this.pids = new Map(Object.entries(pids as Record<string, number>));
  }

  kill(name: string): Promise<void> {
    const back = this.servesAgain(name);
    process.kill(this.pids.get(name) as number, 'SIGKILL');
    return back;
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<End> {
    return this.program ? this.program.end(signal) : 0;
  }

  private noteRestart({ name, process: restarted, pid }: Line): void {
    if (name === 'launcher' && typeof restarted === 'string' && typeof pid === 'number') this.pids.set(restarted, pid);
  }

  private servesAgain(name: string): Promise<void> {
    let stop: (() => void) | undefined;
    const back = new Promise<void>((resolve) => {
      stop = this.program?.onLog((line) => {
        if (line.name === 'launcher' && line.process === name && typeof line.pid === 'number') resolve();
      });
    });
    return within(back, RESTARTED_WITHIN, `${name} to serve again`).finally(() => stop?.());
  }
}
