/** A text that several readers take, and what the first of them gets without parsing it again. */
interface Read<T> {
  readonly text: string;
  first: T | undefined;
}

export interface ReadAnswer<T> {
  readonly text: string;
  readonly parsed: T;
}

/**
 * Shares reads that are under way: whoever asks for the same while one is running waits for that one. Each gets an
 * object of its own, because the gateway merges further fetches into what it is handed.
 */
export class SharedReads<T> {
  private readonly underWay = new Map<string, Promise<Read<T>>>();

  async read(key: string, fetch: () => Promise<ReadAnswer<T>>): Promise<T> {
    const running = this.underWay.get(key) ?? this.start(key, fetch);
    const read = await running;
    const { first } = read;
    read.first = undefined;
    return first ?? (JSON.parse(read.text) as T);
  }

  /** Who asks from now on shares with nobody who asked before: what these get may be older than a write that has ended since. */
  forget(): void {
    this.underWay.clear();
  }

  /** Reads under way that can be shared. */
  get size(): number {
    return this.underWay.size;
  }

  private start(key: string, fetch: () => Promise<ReadAnswer<T>>): Promise<Read<T>> {
    const started = fetch()
      .then(({ text, parsed }) => ({ text, first: parsed }))
      .finally(() => this.underWay.get(key) === started && this.underWay.delete(key));
    this.underWay.set(key, started);
    return started;
  }
}
