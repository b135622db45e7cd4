import DataLoader from 'dataloader';

/** Longer lists of keys are read in several statements. */
const MAX_BATCH = 1_000;

/** Where the value of a key is, or will be: among the answers to the keys it was asked with. */
interface Held<V> {
  readonly answers: Promise<readonly V[]>;
  readonly index: number;
}

/**
 * Reads what is asked for in one turn of the event loop together, each key once. Keys that are asked for as a list come as
 * a list: one promise however many they are.
 */
export class BatchLoader<K, V> {
  private readonly held = new Map<K, Held<V>>();
  private readonly lists = new DataLoader<readonly K[], readonly V[]>((lists) => this.readTogether(lists), { cache: false });

  constructor(private readonly read: (keys: readonly K[]) => Promise<readonly V[]>) {}

  async load(key: K): Promise<V> {
    const { answers, index } = this.held.get(key) ?? this.ask([key]);
    return checked((await answers)[index] as V);
  }

  async loadMany(keys: readonly K[]): Promise<readonly V[]> {
    const missing = [...new Set(keys)].filter((key) => !this.held.has(key));
    const news = missing.length > 0 ? this.ask(missing) : undefined;
    if (news && missing.length === keys.length) return (await news.answers).map(checked);
    const held = keys.map((key) => this.held.get(key) as Held<V>);
    const asked = [...new Set(held.map(({ answers }) => answers))];
    const arrived = await Promise.all(asked);
    const found = new Map(asked.map((answers, position) => [answers, arrived[position]]));
    return held.map(({ answers, index }) => checked(found.get(answers)?.[index] as V));
  }

  /** Asks for keys that nobody asked for yet. A failure is forgotten, so that they can be asked for again. */
  private ask(keys: readonly K[]): Held<V> {
    const answers = this.lists.load(keys);
    keys.forEach((key, index) => this.held.set(key, { answers, index }));
    answers.catch(() => keys.forEach((key) => this.held.delete(key)));
    return { answers, index: 0 };
  }

  private async readTogether(lists: readonly (readonly K[])[]): Promise<readonly (readonly V[])[]> {
    const keys = lists.flat();
    if (lists.length === 1 && keys.length <= MAX_BATCH) return [await this.readBatch(keys)];
    const found: V[] = [];
    for (let from = 0; from < keys.length; from += MAX_BATCH) found.push(...(await this.readBatch(keys.slice(from, from + MAX_BATCH))));
    let next = 0;
    return lists.map((list) => found.slice(next, (next += list.length)));
  }

  private async readBatch(keys: readonly K[]): Promise<readonly V[]> {
    const answers = await this.read(keys);
    if (answers.length !== keys.length) throw new Error(`A batch of ${keys.length} keys was answered by ${answers.length} values.`);
    return answers;
  }
}

function checked<V>(value: V): V {
  if (value instanceof Error) throw value;
  return value;
}
