import { pino } from 'pino';
import { anonymousViewer } from '../authorization/viewer';
import { FakeClock } from '../clock/clock';
import { createMemoryBus } from '../live/memory-bus';
import type { SubgraphContext } from '../running/context';

/** A context for tests of the kit itself: whatever is not given throws when it is used. */
export function bareContext(parts: Partial<SubgraphContext> = {}): SubgraphContext {
  const log = pino({ level: 'silent' });
  return {
    subgraph: 'testing', viewer: anonymousViewer('request-1', '127.0.0.1'), caller: 'system', requestId: 'request-1', idempotencyKey: null, resumed: false, registeredJobs: null, job: null,
    clock: new FakeClock(), log, live: createMemoryBus(log), consumersOf: () => [], loaders: { load: () => missing('loaders'), loadMany: () => missing('loaders'), clear: () => undefined },
    get db() { return missing('db'); },
    get settings() { return missing('settings'); },
    get calls() { return missing('calls'); },
    get mailer() { return missing('mailer'); },
    get egress() { return missing('egress'); },
    ...parts,
  };
}

function missing(part: string): never {
  throw new Error(`This test's context has no ${part}.`);
}
