import { fork, type ChildProcess } from 'node:child_process';
import { extname, join } from 'node:path';
import { AppError } from '@sangam/kit/errors/app-error';
import { QUERY_NOT_PLANNABLE } from '@sangam/kit/errors/codes';
import type { Logger } from '@sangam/kit/observability/logger';
import type { OverrideChoice, Planned, PlannedOperation, PlannerName } from './planner';
import type { PlanningQuestion, PlanningReply } from './planning-messages';

export interface PlanningProcessOptions {
  readonly supergraphSdl: string;
  /** In order of preference; the process passes over one that its machine has no binary for. Default: Hive's, then Apollo's. */
  readonly planners?: readonly PlannerName[];
  readonly log: Pick<Logger, 'warn'>;
  /** For Node, where sources are run as they are written. */
  readonly execArgv?: readonly string[];
  /** How long a plan may take, milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** How long the process waits for the next question before it ends, milliseconds. Default 5 minutes. */
  readonly idleMs?: number;
}

interface Pending {
  readonly question: PlanningQuestion;
  readonly operation: PlannedOperation;
  readonly timer: NodeJS.Timeout;
  resolve(planned: Planned): void;
  reject(error: Error): void;
}

const PLANNERS: readonly PlannerName[] = ['hive', 'apollo'];
const ENTRANCE = join(__dirname, `planning-child${extname(__filename)}`);
/** A planner that tries too many ways ends itself, not the machine. */
const MEMORY = '--max-old-space-size=768';
const TIMEOUT = 10_000;
const IDLE = 300_000;

/**
 * Plans in a process of its own, which is started by the first question and ends when none comes for a while. Where it ends under a
 * question, the question is asked once more without the first planner. Nothing of this process's environment is handed on.
 */
export class PlanningProcess {
  private child: ChildProcess | null = null;
  private readonly pending = new Map<number, Pending>();
  private last = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly options: PlanningProcessOptions) {}

  /** @throws AppError QUERY_NOT_PLANNABLE */
  plan(operation: PlannedOperation, { labels, percentage }: OverrideChoice): Promise<Planned> {
    return new Promise((resolve, reject) => {
      const { kind, text } = operation;
      this.ask({ operation, resolve, reject, question: { id: (this.last += 1), kind, text, labels: [...labels], percentage, planners: this.options.planners ?? PLANNERS } });
    });
  }

  /** Ends the process; who still waits is refused. */
  stop(): void {
    clearTimeout(this.idle);
    const ending = this.child;
    this.child = null;
    ending?.removeAllListeners('exit');
    ending?.kill();
    this.refuseAll();
  }

  private ask(asked: Omit<Pending, 'timer'>): void {
    const timer = setTimeout(() => this.child?.kill('SIGKILL'), this.options.timeoutMs ?? TIMEOUT).unref();
    this.pending.set(asked.question.id, { ...asked, timer });
    clearTimeout(this.idle);
    // A process that is just ending takes no message; its end is heard of.
    (this.child ??= this.start()).send(asked.question, () => undefined);
  }

  private start(): ChildProcess {
    const child = fork(ENTRANCE, { env: {}, execArgv: [MEMORY, ...(this.options.execArgv ?? [])], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.on('message', (message) => this.answered(message as PlanningReply));
    child.on('error', (error) => this.options.log.warn({ err: error }, 'the planning process failed'));
    child.on('exit', (code, signal) => this.ended(child, signal ?? code));
    child.send({ supergraphSdl: this.options.supergraphSdl });
    child.unref();
    child.channel?.unref();
    return child;
  }

  private answered({ id, planned, rejected }: PlanningReply): void {
    const asked = this.settle(id);
    if (!asked) return;
    for (const { planner, reason } of rejected) this.options.log.warn({ planner, reason, document: asked.operation.text }, 'a plan was not taken');
    if (planned) asked.resolve(planned);
    else asked.reject(new AppError(QUERY_NOT_PLANNABLE));
    if (this.pending.size === 0) this.idle = setTimeout(() => this.child?.disconnect(), this.options.idleMs ?? IDLE).unref();
  }

  private settle(id: number): Pending | undefined {
    const asked = this.pending.get(id);
    this.pending.delete(id);
    clearTimeout(asked?.timer);
    return asked;
  }

  private ended(child: ChildProcess, reason: unknown): void {
    if (this.child === child) this.child = null;
    const unanswered = [...this.pending.values()];
    if (unanswered.length > 0) this.options.log.warn({ reason, documents: unanswered.map(({ operation }) => operation.text) }, 'the planning process ended under a question');
    for (const { question, operation, resolve, reject } of unanswered) {
      this.settle(question.id);
      const [, ...others] = question.planners;
      if (others.length === 0) reject(new AppError(QUERY_NOT_PLANNABLE));
      else this.ask({ operation, resolve, reject, question: { ...question, planners: others } });
    }
  }

  private refuseAll(): void {
    for (const id of this.pending.keys()) this.settle(id)?.reject(new AppError(QUERY_NOT_PLANNABLE));
  }
}
