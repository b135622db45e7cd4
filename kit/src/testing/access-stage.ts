import { castOf, type Cast } from './access-actors';
import type { EntranceAnswer } from './access-entrances';
import { ACTORS, type AccessSpecimens, type AccessWorld, type Actor, type InWorld } from './access-specimens';
import { dumpTables, type TableDump } from './dump-tables';
import type { TestGraph } from './harness';

/** A world and those around it. */
export interface Scene<W extends AccessWorld> {
  readonly world: W;
  readonly cast: Cast;
}

/** The tables of each subgraph. */
export type Tables = Readonly<Record<string, TableDump>>;

/** Where the scenes of one test file are played. */
export class AccessStage<W extends AccessWorld> {
  private running: TestGraph | undefined;

  /** Those who try. */
  readonly actors: readonly Actor[];

  constructor(private readonly specimens: Pick<AccessSpecimens<W>, 'world' | 'subgraphs' | 'persons'>) {
    this.actors = ACTORS.filter((actor) => (actor !== 'lowerRole' && actor !== 'removed') || specimens.persons?.includes(actor));
  }

  get graph(): TestGraph {
    if (!this.running) throw new Error('The graph was not started.');
    return this.running;
  }

  open(graph: TestGraph): void {
    this.running = graph;
  }

  async close(): Promise<void> {
    await this.running?.stop({ leaves: 'what jobs do is tested beside them' });
  }

  /** A world of its own for a specimen. */
  async scene({ extend }: InWorld<W>): Promise<Scene<W>> {
    const base = await this.specimens.world(this.graph);
    const more: Partial<W> = (await extend?.(this.graph, base)) ?? {};
    const world = { ...base, ...more, secrets: [...base.secrets, ...(more.secrets ?? [])] };
    return { world, cast: await castOf(this.graph, world) };
  }

  async tables(): Promise<Tables> {
    const dumps: Record<string, TableDump> = {};
    for (const subgraph of this.specimens.subgraphs) dumps[subgraph] = await dumpTables(this.graph.context(subgraph));
    return dumps;
  }

  /** Nothing was written meanwhile, but for the tables that may count. */
  async expectUntouched(before: Tables, counts: readonly string[] = []): Promise<void> {
    const without = (dumps: Tables) =>
      Object.fromEntries(Object.entries(dumps).map(([subgraph, dump]) => [subgraph, Object.fromEntries(Object.entries(dump).filter(([table]) => !counts.includes(table)))]));
    expect(without(await this.tables())).toEqual(without(before));
  }

  /** Rows that are about the owner are still there as they were; rows may have been added. */
  async expectOwnersRowsKept({ world }: Scene<W>, before: Tables): Promise<void> {
    const marks = [world.owner.id, ...world.secrets];
    const after = await this.tables();
    const lost = Object.entries(before).flatMap(([subgraph, dump]) =>
      Object.entries(dump).flatMap(([table, rows]) => {
        const now = new Set(after[subgraph]?.[table]);
        return rows.filter((row) => marks.some((mark) => row.includes(mark)) && !now.has(row)).map((row) => `${subgraph}.${table} ${row}`);
      }));
    expect(lost).toEqual([]);
  }
}

/** Nothing in an answer may be the owner's, but for what the caller `sent` and hears back. */
export function expectNothingOfTheOwners<W extends AccessWorld>({ world }: Scene<W>, { text }: Pick<EntranceAnswer, 'text'>, sent: object = {}): void {
  const known = JSON.stringify(sent);
  expect(world.secrets.filter((secret) => text.includes(secret) && !known.includes(secret))).toEqual([]);
}
