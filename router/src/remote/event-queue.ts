/** Events that wait for a slow reader at most; beyond them the reader is told that it missed some. */
const LONGEST_QUEUE = 1_000;

/**
 * Values pushed from outside as an async iterator. By hand: an async generator's `return()` would wait for the next
 * value, which on a quiet stream never comes.
 */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  private readonly values: T[] = [];
  private readonly readers: ((result: IteratorResult<T>) => void)[] = [];
  private ended = false;

  /** `onEnd` runs once, when the reader stops; `onOverflow` when waiting values were dropped. */
  constructor(private readonly events: { readonly onEnd: () => void; readonly onOverflow: () => void }) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  push(value: T): void {
    if (this.ended) return;
    const reader = this.readers.shift();
    if (reader) return reader({ done: false, value });
    this.values.push(value);
    if (this.values.length <= LONGEST_QUEUE) return;
    this.values.length = 0;
    this.events.onOverflow();
  }

  /** No more values will come; those that wait can still be read. */
  end(): void {
    this.ended = true;
    for (const reader of this.readers.splice(0)) reader({ done: true, value: undefined });
  }

  next(): Promise<IteratorResult<T>> {
    const value = this.values.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.readers.push(resolve));
  }

  async return(): Promise<IteratorResult<T>> {
    this.values.length = 0;
    this.end();
    this.events.onEnd();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<T>> {
    await this.return();
    throw error;
  }
}
