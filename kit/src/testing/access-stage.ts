import { castOf, type Cast } from './access-actors';
import type { EntranceAnswer } from './access-entrances';
import { ACTORS, type AccessSpecimens, type AccessWorld, type Actor, type InWorld } from './access-specimens';
import { dumpTables, type TableDump } from './dump-tables';
import type { TestGraph } from './harness';
import { transaction } from '../database/run-transaction';

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
  /** Tables that a new scene leaves alone: what the product itself put into them. */
  private readonly kept = new Set(['signing_key']);

  /** Those who try. */
  readonly actors: readonly Actor[];

  constructor(private readonly specimens: Pick<AccessSpecimens<W>, 'world' | 'subgraphs' | 'persons' | 'keeps'>) {
    this.actors = ACTORS.filter((actor) => (actor !== 'lowerRole' && actor !== 'removed') || specimens.persons?.includes(actor));
  }

  get graph(): TestGraph {
    if (!this.running) throw new Error('The graph was not started.');
    return this.running;
  }

  async open(graph: TestGraph): Promise<void> {
    this.running = graph;
    for (const table of this.specimens.keeps ?? []) this.kept.add(table);
    const filled = Object.values(await this.tables()).flatMap((dump) => Object.entries(dump).filter(([, rows]) => rows.length > 0));
    for (const [table] of filled) if (table !== 'job') this.kept.add(table);
  }

  async close(): Promise<void> {
    await this.running?.stop({ leaves: 'what jobs do is tested beside them' });
  }

  /** The first scene of a specimen; those of others before it are gone, so that looking at all tables stays quick. */
  async firstScene(specimen: InWorld<W>): Promise<Scene<W>> {
    for (const subgraph of this.specimens.subgraphs) {
      const context = this.graph.context(subgraph);
      await transaction(context, async (tx) => {
        for (const { tableName } of context.db.metadata.entityMetadatas) if (!this.kept.has(tableName)) await tx.manager.query(`DELETE FROM \`${tableName}\``);
      });
    }
    return this.scene(specimen);
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
    const [then, now] = [without(before), without(await this.tables())];
    // Comparing texts is quicker by far; what differs is shown by the slower way.
    if (JSON.stringify(now) !== JSON.stringify(then)) expect(now).toEqual(then);
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
