import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXECUTED_FOLDER } from '../contract/seed-coverage/executed';

const recorded = new Set<string>();

/**
 * Notes that a test executed something that covers rows of the references, for `npm run check`. The name is that of
 * the document (`Login`), the route (`POST /webhooks/stripe`, with its parameters as declared), the job
 * (`identity.send-verification-mail`), or the handler behind its subgraph (`chat.remove-drafts`).
 */
export function recordExecuted(name: string): void {
  if (recorded.has(name)) return;
  recorded.add(name);
  mkdirSync(EXECUTED_FOLDER, { recursive: true });
  appendFileSync(join(EXECUTED_FOLDER, `${process.env.JEST_WORKER_ID ?? '0'}.jsonl`), `${JSON.stringify({ executed: name })}\n`);
}
