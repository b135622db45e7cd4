import type { Redis } from 'ioredis';
import type { Logger } from '../observability/logger';
import { MemoryReplayStore, REMEMBERED_FOR, type ReplayStore } from './replay-store';

/** Keys outlive the signature by this much, because Redis counts on its own clock. Milliseconds. */
const CLOCK_SLACK = 5_000;

/**
 * For several instances of a subgraph.
 *
 * Without Redis it falls back to this instance's own memory and logs once per outage, rather than refuse every
 * mutation: nothing of the product may stop because Redis did. What is lost meanwhile is small. A replay needs a call
 * recorded on the private network within the last minute and another instance to send it to; events have their inbox
 * and keyed mutations their idempotency record, so those still take effect once.
 */
export class RedisReplayStore implements ReplayStore {
  private readonly own = new MemoryReplayStore();
  private failing = false;

  constructor(
    private readonly redis: Pick<Redis, 'set'>,
    private readonly prefix: string,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  async remember(callId: string, now: number): Promise<boolean> {
    if (!(await this.own.remember(callId, now))) return false;
    try {
      const stored = await this.redis.set(`${this.prefix}:call:${callId}`, '1', 'PX', REMEMBERED_FOR + CLOCK_SLACK, 'NX');
      this.failing = false;
      return stored === 'OK';
    } catch (error) {
      if (!this.failing) this.log.warn({ err: error }, 'call ids are remembered by this instance only: redis does not answer');
      this.failing = true;
      return true;
    }
  }
}
