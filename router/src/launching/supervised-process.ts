import type { Logger } from '@sangam/kit/observability/logger';
import { launch, type Ended, type LaunchedProcess, type Program } from './launched-process';

/** Milliseconds. */
const FIRST_WAIT = 100;
const LONGEST_WAIT = 5_000;
/** Whoever served this long starts anew at the shortest wait. */
const STEADY = 30_000;
/** Longer than a graceful stop may take. */
const PATIENCE = 11_000;

export type ReadyLine = Readonly<Record<string, unknown>>;

/** A process that is started again, with growing waits, whenever it ends without having been asked to. */
export class SupervisedProcess {
  private running: LaunchedProcess | null = null;
  private waiting: NodeJS.Timeout | undefined;
  private failures = 0;
  private stopping = false;

  constructor(private readonly program: Program, private readonly log: Logger) {}

  get name(): string {
    return this.program.name;
  }

  get pid(): number | null {
    return this.running?.pid ?? null;
  }

  /**
   * Starts it for the first time and resolves with its line once it serves.
   * @throws Error when it ends before: what is wrong from the beginning does not heal by trying again.
   */
  async start(): Promise<ReadyLine> {
    const running = this.launch();
    const line = await running.ready;
    if (!line) throw new Error(`${this.name} did not start.`);
    void this.watch(running);
    return line;
  }

  /** Asks it to end and waits for that; what hangs is cut off. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.waiting);
    const { running } = this;
    if (!running) return;
    running.signal('SIGTERM');
    const timer = setTimeout(() => running.signal('SIGKILL'), PATIENCE);
    await running.ended;
    clearTimeout(timer);
  }

  private launch(): LaunchedProcess {
    this.running = launch(this.program);
    return this.running;
  }

  private async watch(running: LaunchedProcess): Promise<void> {
    const startedAt = performance.now();
    const ended = await running.ended;
    this.running = null;
    if (this.stopping) return;
    if (performance.now() - startedAt > STEADY) this.failures = 0;
    this.startAgain(ended);
  }

  private startAgain({ code, signal }: Ended): void {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.failures);
    this.failures += 1;
    this.log.warn({ process: this.name, code, signal, waitMs: wait }, 'a process ended and is started again');
    this.waiting = setTimeout(() => void this.again(), wait);
  }

  private async again(): Promise<void> {
    const running = this.launch();
    void this.watch(running);
    if (await running.ready) this.log.info({ process: this.name, pid: running.pid }, 'a process serves again');
  }
}
