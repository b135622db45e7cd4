import { GraphQLScalarType } from 'graphql';
import { openGraph, PLANNERS, type FixtureSubgraph } from './supergraph.fixture';

/** Numbers inside, texts outside: whoever serialises twice or parses for the subgraph is seen. */
const Stamp = new GraphQLScalarType<number, string>({ name: 'Stamp', serialize: (value) => `t${value as number}`, parseValue: (value) => Number(String(value).slice(1)) });

describe.each(PLANNERS)('enums and custom scalars, planned by %s', (planner) => {
  const events: FixtureSubgraph = {
    sdl: `scalar Stamp scalar Json enum Kind { SMALL LARGE }
      type Query { event: Event! echo(kind: Kind!, at: Stamp, any: Json): Echo! }
      type Echo { kind: Kind! next: Stamp any: Json }
      type Event @key(fields: "at") { at: Stamp! kind: Kind payload: Json }`,
    resolvers: {
      Stamp,
      Query: {
        event: () => ({ at: 7, kind: 'LARGE', payload: { b: 1, a: [{ at: 't9' }, null], __typename: 'Odd' } }),
        echo: (_source: unknown, { kind, at, any }: { kind: string; at?: number; any?: unknown }) => ({ kind, next: at === undefined ? null : at + 1, any }),
      },
    },
  };
  const notes: FixtureSubgraph = {
    sdl: 'scalar Stamp type Event @key(fields: "at") { at: Stamp! note: String }',
    resolvers: { Stamp, Event: { note: ({ at }: { at: string }) => `sent as ${at}` } },
  };
  const graph = openGraph({ planner, subgraphs: { events, notes } });

  it('stay as the subgraph wrote them, in keys too', async () => {
    expect(await graph.ask('{ event { at kind note } }')).toEqual({ data: { event: { at: 't7', kind: 'LARGE', note: 'sent as t7' } } });
  });

  it('may be objects, which nobody looks into', async () => {
    const { data } = await graph.ask('{ event { payload } }');

    expect(JSON.stringify(data)).toBe('{"event":{"payload":{"b":1,"a":[{"at":"t9"},null],"__typename":"Odd"}}}');
  });

  it('are parsed by the subgraph alone, as literals and as variables', async () => {
    expect(await graph.ask('{ echo(kind: SMALL, at: "t1", any: { z: [1, { y: true }], a: null }) { kind next any } }')).toEqual({ data: { echo: { kind: 'SMALL', next: 't2', any: { z: [1, { y: true }], a: null } } } });
    expect(await graph.ask('query($kind: Kind!, $at: Stamp, $any: Json) { echo(kind: $kind, at: $at, any: $any) { kind next any } }', { kind: 'LARGE', at: 't4', any: [{ b: 2 }] })).toEqual({ data: { echo: { kind: 'LARGE', next: 't5', any: [{ b: 2 }] } } });
  });

  it('take variables inside of a scalar that is written as an object', async () => {
    expect(await graph.ask('query($inner: Json) { echo(kind: SMALL, any: { deep: [$inner] }) { any } }', { inner: 3 })).toEqual({ data: { echo: { any: { deep: [3] } } } });
  });
});
