import { anonymousViewer, type Viewer } from '@sangam/kit/authorization/viewer';
import { MemoryReplayStore } from '@sangam/kit/calls/replay-store';
import { FakeClock } from '@sangam/kit/clock/clock';
import { serveSubgraph, type ServedSubgraph, type ServerLimits } from '@sangam/kit/http/subgraph-server';
import { EchoSubgraph, silentLog } from '@sangam/kit/testing/echo-subgraph';
import { graphContext, type GraphContext } from '../gateway/graph-context';

export const KEYS = ['key-of-at-least-thirty-two-characters'];

/** A subgraph on a port of its own that can be taken away and brought back at the same address. */
export class ServedEcho {
  readonly clock = new FakeClock();
  readonly echo = new EchoSubgraph();
  /** Outlives restarts, so that a signature used twice is found out. */
  readonly replays = new MemoryReplayStore();
  url = '';
  private served: ServedSubgraph | undefined;

  /** What a client of it needs. */
  get target() {
    return { target: 'echo', url: this.url, keys: KEYS, clock: this.clock, log: silentLog, timeoutMs: 5_000 };
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async start(limits: ServerLimits = {}): Promise<void> {
    const port = this.url === '' ? 0 : this.port;
    const replays = { reads: this.replays, effects: this.replays };
    this.served = await serveSubgraph(this.echo, { port, keys: KEYS, clock: this.clock, log: silentLog, replays, limits: { graceMs: 500, ...limits } });
    this.url = this.served.url;
  }

  async stop(): Promise<void> {
    this.echo.release();
    await this.served?.stop();
  }
}

/** A request of somebody, as the router passes it on. */
export function requestOf(userId: string | null, change: Partial<Viewer> = {}, idempotencyKey: string | null = null): GraphContext {
  const viewer = { ...anonymousViewer(`r-${userId}`, '10.0.0.1'), userId, ...change };
  return graphContext(viewer, idempotencyKey);
}
