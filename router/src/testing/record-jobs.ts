import type { RanJob } from '@sangam/kit/jobs/run-job';
import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import { recordExecuted } from './record-operations';

/** Notes which jobs ran to their end, and which handlers a delivered event went through. */
export function recordJobs(definitions: readonly SubgraphDefinition[], jobs: readonly RanJob[]): void {
  for (const { kind, name } of jobs.filter(({ outcome }) => outcome === 'done')) {
    if (kind === 'job') recordExecuted(name);
    else for (const handler of handlersOf(definitions, name)) recordExecuted(handler);
  }
}

function handlersOf(definitions: readonly SubgraphDefinition[], eventType: string): string[] {
  return definitions.flatMap(({ name, features }) => features.flatMap(({ handlers = [] }) => handlers.filter(({ event }) => event.type === eventType).map((handler) => `${name}.${handler.name}`)));
}
