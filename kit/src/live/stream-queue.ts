/**
 * A hand-made iterator over pushed items. `return()` answers at once even while a `next()` waits, which an async
 * generator cannot do.
 */
export class StreamQueue<T> implements AsyncIterableIterator<T> {
  private readonly items: T[] = [];
  private readonly waiting: { resolve: (result: IteratorResult<T>) => void; reject: (error: unknown) => void }[] = [];
  private failure: { readonly error: unknown } | null = null;
  private ended = false;

  /** `release` runs exactly once, however the stream ends. */
  constructor(private readonly release: () => void) {}

  get closed(): boolean {
    return this.ended;
  }

  get length(): number {
    return this.items.length;
  }

  push(item: T): void {
    if (this.ended) return;
    const reader = this.waiting.shift();
    if (reader) reader.resolve({ value: item, done: false });
    else this.items.push(item);
  }

  drop(): void {
    this.items.length = 0;
  }

  /** Ends the stream at once; what was not read yet is dropped. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.drop();
    this.release();
    for (const reader of this.waiting.splice(0)) reader.resolve({ value: undefined, done: true });
  }

  /** Ends the stream with an error, told once. */
  fail(error: unknown): void {
    if (this.ended) return;
    const reader = this.waiting.shift();
    if (reader) reader.reject(error);
    else this.failure = { error };
    this.end();
  }

  next(): Promise<IteratorResult<T>> {
    if (this.failure) {
      const { error } = this.failure;
      this.failure = null;
      return Promise.reject(error);
    }
    if (this.ended) return Promise.resolve({ value: undefined, done: true });
    if (this.items.length > 0) return Promise.resolve({ value: this.items.shift() as T, done: false });
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<T>> {
    this.failure = null;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(error: unknown): Promise<IteratorResult<T>> {
    this.failure = null;
    this.end();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
