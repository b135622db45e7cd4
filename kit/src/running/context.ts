import type { Viewer } from '../authorization/viewer';
import type { InternalCalls } from '../calls/internal-calls';
import type { Clock } from '../clock/clock';
import type { Database } from '../database/database';
import type { LoaderCache } from '../database/loaders';
import type { RunningJob } from '../jobs/define-job';
import type { Egress } from '../egress/egress';
import type { LiveBus } from '../live/live-bus';
import type { Mailer } from '../mail/mailer';
import type { Logger } from '../observability/logger';
import type { Settings } from '../settings/settings';

/**
 * Who called: the router for a client, another part of the product for itself, or the subgraph's own workers.
 * Internal operations are open to `service` and `system` only.
 */
export type Caller = 'router' | 'service' | 'system';

/** What every resolver, service, job, handler and route receives first. One per request and subgraph. */
export interface SubgraphContext {
  readonly subgraph: string;
  readonly viewer: Viewer;
  readonly caller: Caller;
  readonly requestId: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: Settings;
  readonly calls: InternalCalls;
  readonly live: LiveBus;
  readonly mailer: Mailer;
  /** The way out to servers of others; outside transactions. */
  readonly egress: Egress;
  /** Batch loaders of this request; cleared by the kit after each transaction. */
  readonly loaders: LoaderCache;
  /** Subgraphs that react to an event type, from `schema/events/consumers.json`. */
  readonly consumersOf: (eventType: string) => readonly string[];
  /** The client's `Idempotency-Key`, where sent. */
  readonly idempotencyKey: string | null;
  /** Names of the jobs that this subgraph can run; null where nobody checks (tests of the kit). */
  readonly registeredJobs: ReadonlySet<string> | null;
  /** Whether a live stream takes the place of one whose connection was lost: events in between are gone. */
  readonly resumed: boolean;
  /** The job this context runs for, in workers. */
  readonly job: RunningJob | null;
}
