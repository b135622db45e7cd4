import { examineCase, type Examination } from './examine-case';
import { runWorld, type WorldRun } from './run-world';

/** What the main process asks for; it is told of each document when it wants to know which one ends the process. */
export type WorkerRequest = { readonly kind: 'world'; readonly run: WorldRun; readonly traced: boolean } | { readonly kind: 'examination'; readonly examination: Examination };

process.on('message', (request: WorkerRequest) => {
  answer(request).then((result) => process.send?.({ result }), (error: Error) => process.send?.({ failed: error.stack ?? error.message }));
});

async function answer(request: WorkerRequest): Promise<unknown> {
  if (request.kind === 'examination') return examineCase(request.examination);
  return runWorld(request.run, (document) => void (request.traced && process.send?.({ at: document })));
}
