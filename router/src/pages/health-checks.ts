import type { Clock } from '@sangam/kit/clock/clock';

export type UpOrDown = 'up' | 'down';

export interface SubgraphHealth {
  readonly name: string;
  /** Whether it can serve, its database included. */
  readonly status: UpOrDown;
  readonly latencyMs: number;
  /** Whether its process answers at all; by default that is the status. */
  readonly live?: boolean;
}

export interface HealthSources {
  /** The subgraphs of this build, each asked for its state. */
  readonly subgraphs: () => Promise<readonly SubgraphHealth[]>;
  readonly database: () => Promise<UpOrDown>;
  readonly redis: () => Promise<UpOrDown | 'in-process'>;
  /** False from the first moment of a shutdown. */
  readonly accepting: () => boolean;
  readonly clock: Clock;
}

/** Anybody may ask for health; the answers of one second are shared so that asking costs nothing. */
const SHARED_MS = 1_000;
/** A check that takes longer counts as down: whoever asks needs an answer. */
const PATIENCE_MS = 2_000;

export interface HealthChecks {
  subgraphs(): Promise<readonly SubgraphHealth[]>;
  database(): Promise<UpOrDown>;
  redis(): Promise<UpOrDown | 'in-process'>;
}

export function createHealthChecks(sources: HealthSources): HealthChecks {
  const { clock } = sources;
  return {
    subgraphs: shared(clock, () => inTime(sources.subgraphs, [])),
    database: shared(clock, () => inTime(sources.database, 'down')),
    redis: shared(clock, () => inTime(sources.redis, 'down')),
  };
}

function shared<T>(clock: Clock, check: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const now = clock.now();
    if (!last || now - last.at >= SHARED_MS) last = { at: now, answer: check() };
    return last.answer;
  };
}

async function inTime<T>(check: () => Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MS).unref();
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}
