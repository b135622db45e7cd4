import { examineCase, type Examination } from './examine-case';
import { runWorld, type DocumentReport, type Place, type WorldRun } from './run-world';

export type WorkerRequest = { readonly kind: 'world'; readonly run: WorldRun } | { readonly kind: 'examination'; readonly examination: Examination };

/** One of them. A document is named before it is asked, since that may be the last thing that is heard. */
export interface WorkerMessage {
  readonly at?: Place;
  readonly asked?: DocumentReport;
  readonly result?: unknown;
  readonly failed?: string;
}

const tell = (message: WorkerMessage): void => void process.send?.(message);

process.on('message', (request: WorkerRequest) => {
  answer(request).then((result) => tell({ result }), (error: Error) => tell({ failed: error.stack ?? error.message }));
});

async function answer(request: WorkerRequest): Promise<unknown> {
  if (request.kind === 'examination') return examineCase(request.examination);
  return runWorld(request.run, { before: (at) => tell({ at }), asked: (asked) => tell({ asked }) });
}
