import { setImmediate as turn } from 'node:timers/promises';

/** Lets one loop sleep until it is called or its time is up; a call while it is awake is kept. */
export class Signal {
  private called = false;
  private wake: (() => void) | null = null;

  readonly call = (): void => {
    this.called = true;
    this.wake?.();
  };

  async wait(ms: number): Promise<void> {
    if (!this.called && ms > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        // The process is kept alive by its servers, not by a loop that has nothing to do.
        timer = setTimeout(resolve, Math.min(ms, 2 ** 31 - 1)).unref();
      });
      clearTimeout(timer);
      this.wake = null;
    }
    this.called = false;
    // SQLite answers without ever giving up the turn: a long backlog would let nobody else in, requests least of all.
    await turn();
  }
}
