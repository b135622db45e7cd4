import type { InternalCalls } from '../calls/internal-calls';
import type { Clock } from '../clock/clock';
import type { Egress } from '../egress/egress';
import type { LiveBus } from '../live/live-bus';
import type { Mailer } from '../mail/mailer';
import type { Logger } from '../observability/logger';
import type { Settings } from '../settings/settings';

/** What a process lends to the subgraphs it runs. */
export interface SubgraphHost {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly live: LiveBus;
  readonly calls: InternalCalls;
  readonly mailer: Mailer;
  readonly egress: Egress;
  /** Event type → consuming subgraphs. */
  readonly consumersOf: (eventType: string) => readonly string[];
  /** Subgraphs of this build, to wake events that waited for them. */
  readonly inBuild: readonly string[];
  /** Together: migrate at start. Apart: by command. */
  readonly migrate: boolean;
  /** Whether workers run by themselves; tests drain instead. */
  readonly work: boolean;
}
