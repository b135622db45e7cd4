/** How long a call id is remembered, milliseconds: a signature is good for 60 s before and after its timestamp. */
export const REMEMBERED_FOR = 120_000;

/** Remembers the ids of calls that were let in. Two forms with one contract test: in memory, and Redis for several instances. */
export interface ReplayStore {
  /** True for an id's first time within 120 s. `now` in epoch milliseconds. Never throws. */
  remember(callId: string, now: number): Promise<boolean>;
}

/**
 * The two memories of a server. A repeated read tells nothing new and stays in process; a repeated mutation, internal
 * call or event must be refused by every instance.
 */
export interface ReplayStores {
  readonly reads: ReplayStore;
  readonly effects: ReplayStore;
}

/** For one instance. Holds two minutes of ids, about 150 bytes each. */
export class MemoryReplayStore implements ReplayStore {
  /** Call id → when it may be forgotten. In order of arrival, so the oldest come first. */
  private readonly seen = new Map<string, number>();

  async remember(callId: string, now: number): Promise<boolean> {
    for (const [id, until] of this.seen) {
      if (until >= now) break;
      this.seen.delete(id);
    }
    if (this.seen.has(callId)) return false;
    this.seen.set(callId, now + REMEMBERED_FOR);
    return true;
  }

  /** Ids held at present. */
  get size(): number {
    return this.seen.size;
  }
}
