import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { DocumentReport, Place } from './run-world';
import type { WorkerMessage, WorkerRequest } from './worker';

/** What came of a request: a result, or how the process ended. */
export type Outcome<T> = { readonly result: T } | { readonly ended: string; readonly at?: Place };

const STDERR_KEPT = 2_000;

/** How long a process may say nothing, milliseconds: some plans grow without end. */
const SILENCE = 20_000;

/** A process that asks questions, because a native planner can end the process that calls it. It is started again when it is needed again. */
export class WorkerProcess {
  private child: ChildProcess | undefined;
  private said = '';

  /** One request at a time. */
  request<T>(request: WorkerRequest, asked: (report: DocumentReport) => void = () => undefined): Promise<Outcome<T>> {
    const child = (this.child ??= this.start());
    let at: Place | undefined;
    return new Promise((resolve, reject) => {
      const silence = setTimeout(() => child.kill('SIGKILL'), SILENCE);
      const settle = (act: () => void): void => {
        clearTimeout(silence);
        child.off('message', hear).off('exit', end);
        act();
      };
      const hear = (message: WorkerMessage): void => {
        silence.refresh();
        if (message.at !== undefined) at = message.at;
        else if (message.asked !== undefined) asked(message.asked);
        else if (message.failed !== undefined) settle(() => reject(new Error(message.failed)));
        else settle(() => resolve({ result: message.result as T }));
      };
      const end = (code: number | null, signal: string | null): void => {
        this.child = undefined;
        settle(() => resolve({ ended: `${signal ?? `exit ${String(code)}`}: ${this.said.trim()}`, ...(at !== undefined && { at }) }));
      };
      child.on('message', hear).on('exit', end);
      child.send(request);
    });
  }

  stop(): void {
    this.child?.removeAllListeners().kill();
    this.child = undefined;
  }

  private start(): ChildProcess {
    this.said = '';
    const child = fork(join(__dirname, 'worker.ts'), [], { execArgv: ['--max-old-space-size=1000', '-r', join(__dirname, '../../contract/register-swc.js')], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    child.stderr?.on('data', (text: Buffer) => (this.said = `${this.said}${text.toString()}`.slice(-STDERR_KEPT)));
    return child;
  }
}
