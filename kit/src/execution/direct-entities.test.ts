import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { execute, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileOperation } from './compile-operation';
import type { Representation, ReferenceResolver } from './entity-references';
import type { OperationResult } from './execution';
import { answerEntitiesByBatches } from './interpreted-entities';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { unkeyed: Unkeyed }
  interface Media @key(fields: "id") { id: ID! title: String }
  type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int! }
  type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }
  type Shelf @key(fields: "id") { id: ID! label: String }
  type Unkeyed { id: ID! }
`);

const books = new Map(['b1', 'b2', 'b3'].map((id, index) => [id, Object.freeze({ id, title: `Book ${id}`, pages: index * 100 })]));
const document = parse(`query ($keys: [_Any!]!) {
  _entities(representations: $keys) { __typename ... on Media { title } ... on Book { id pages } ... on Film { minutes } ... on Shelf { id label } }
}`);

function subgraph(resolvers: Record<string, object> = {}): GraphQLSchema {
  const Media = { __resolveType: ({ id }: { id: string }) => (id.startsWith('f') ? 'Film' : 'Book') };
  return buildSubgraphSchema({ typeDefs, resolvers: { Media, ...resolvers } as GraphQLResolverMap<unknown> });
}

/** A schema with batches in the place where the kit puts them. */
function batched(resolvers: Record<string, ReferenceResolver>): GraphQLSchema {
  const schema = subgraph();
  for (const [name, resolveReferences] of Object.entries(resolvers)) Object.assign(schema.getType(name) as object, { extensions: { sangam: { resolveReferences } } });
  return schema;
}

const keys = (...ids: string[]) => ids.map((id) => ({ __typename: { b: 'Book', f: 'Film', s: 'Shelf' }[id[0] as string] ?? 'Unknown', id }));
const ask = (schema: GraphQLSchema, representations: unknown[]) => compileOperation(schema, document)({ keys: representations }, {});
const told = ({ data, errors = [] }: OperationResult | ExecutionResult) => ({ data: JSON.stringify(data), errors: errors.map(({ message, path }) => `${path?.join('.')}: ${message}`).sort() });

describe('_entities of a schema by @apollo/subgraph answers what its own resolver would', () => {
  const resolvers = {
    Book: { __resolveReference: ({ id }: { id: string }) => (id === 'b0' ? null : { ...books.get(id) }) },
    Film: { __resolveReference: async ({ id }: { id: string }) => { if (id === 'f0') throw new Error('torn'); return { id, title: `Film ${id}`, __typename: 'Book' }; } },
  };
  it.each<[string, unknown[]]>([
    ['nothing', []],
    ['several types in any order', keys('b2', 'f1', 's1', 'b1', 'f2', 'b2')],
    ['missing ones', keys('b0', 'b1')],
    ['one that failed', keys('f1', 'f0', 'b1')],
    ['an object where a field is missing that must not be', keys('b9', 'b1')],
    ['a type that is not there', keys('b1', 'x1')],
    ['a type that is no object', [{ __typename: '_Any', id: 'b1' }]],
    ['a type that is no entity', [{ __typename: 'Unkeyed', id: 'b1' }, ...keys('b1')]],
    ['no type', [{ id: 'b1' }]],
    ['an interface', [{ __typename: 'Media', id: 'b1' }, { __typename: 'Media', id: 'f1' }, ...keys('b2')]],
    ['no list of objects', ['b1']],
  ])('for %s', async (_case, representations) => {
    const schema = subgraph(resolvers);
    const expected = await execute({ schema, document, variableValues: { keys: representations }, contextValue: {} });
    expect(told(await ask(schema, representations))).toEqual(told(expected));
  });
});

describe('_entities by batches', () => {
  const asked: (readonly Representation[])[] = [];
  const bookBatch: ReferenceResolver = (representations) => {
    asked.push(representations);
    return representations.map(({ id }) => books.get(String(id)) ?? null);
  };
  beforeEach(() => void (asked.length = 0));

  it('asks each type once, at once, for all its keys, and touches no row', () => {
    const films: string[] = [];
    const schema = batched({ Book: bookBatch, Film: (all) => all.map(({ id }) => films.push(String(id)) && Object.freeze({ minutes: 90 })) });
    expect(ask(schema, keys('b2', 'f1', 'b9', 'f2', 'b1'))).toEqual({
      data: {
        _entities: [
          { __typename: 'Book', id: 'b2', title: 'Book b2', pages: 100 }, { __typename: 'Film', title: null, minutes: 90 }, null,
          { __typename: 'Film', title: null, minutes: 90 }, { __typename: 'Book', id: 'b1', title: 'Book b1', pages: 0 },
        ],
      },
    });
    expect([asked, films]).toEqual([[keys('b2', 'b9', 'b1')], ['f1', 'f2']]);
  });

  it('answers several times in one document', async () => {
    const schema = batched({ Book: async (all, ...rest) => bookBatch(all, ...rest) });
    const [pages, id] = ['_e0: _entities(representations: $a) { ... on Book { pages } }', '_e1: _entities(representations: $b) { ... on Book { id } }'];
    const both = parse(`query ($a: [_Any!]!, $b: [_Any!]!) { ${pages} ${id} _entities(representations: []) { __typename } }`);
    const { data } = await compileOperation(schema, both)({ a: keys('b3', 'b1'), b: keys('b1') }, {});
    expect(data).toEqual({ _e0: [{ pages: 200 }, { pages: 0 }], _e1: [{ id: 'b1' }], _entities: [] });
  });

  it.each<[string, ReferenceResolver, (string | null)[], string[]]>([
    ['an Error among the answers', () => [new Error('spoilt'), books.get('b2')], [null, 'b2'], ['_entities.0: spoilt']],
    ['a promise among the answers', () => [Promise.resolve(books.get('b1')), Promise.reject(new Error('late'))], ['b1', null], ['_entities.1: late']],
    ['a rejected batch', () => Promise.reject(new Error('down')), [null, null], ['_entities.0: down', '_entities.1: down']],
    ['a batch that throws', () => { throw new Error('bug'); }, [null, null], ['_entities.0: bug', '_entities.1: bug']],
    ['too few answers', () => [books.get('b1')], [null, null], [0, 1].map((index) => `_entities.${index}: The references of Book were not answered one by one.`)],
  ])('tells of %s where it belongs', async (_case, batch, ids, errors) => {
    const result = await ask(batched({ Book: batch }), keys('b1', 'b2'));
    const { _entities: entities } = result.data as { _entities: ({ id: string } | null)[] };
    expect(entities.map((entity) => entity?.id ?? null)).toEqual(ids);
    expect(told(result).errors).toEqual(errors);
  });

  it('refuses an answer that is no object', async () => {
    expect(told(await ask(batched({ Book: () => ['b1'] }), keys('b1'))).errors).toEqual([expect.stringContaining('Abstract type "_Entity" must resolve to an Object type')]);
  });

  it('keeps apart what one object is under two types, also where graphql-js executes', async () => {
    const both = Object.freeze({ id: 'b1', title: 'Both', label: 'Both' });
    const schema = batched({ Book: (all) => all.map(() => ({ ...both, pages: 1 })), Film: (all) => all.map(() => both), Shelf: (all) => all.map(() => both) });
    answerEntitiesByBatches(schema);
    const expected = [{ __typename: 'Film', title: 'Both', minutes: null }, { __typename: 'Shelf', id: 'b1', label: 'Both' }, { __typename: 'Film', title: 'Both', minutes: null }];
    const interpreted = await execute({ schema, document, variableValues: { keys: keys('f1', 's1', 'f2') }, contextValue: {} });
    expect([told(await ask(schema, keys('f1', 's1', 'f2'))), told(interpreted)]).toEqual(Array(2).fill({ data: JSON.stringify({ _entities: expected }), errors: [] }));
  });

  it('knows its place', () => {
    const paths: unknown[] = [];
    void ask(batched({ Book: (all, _context, { path, fieldName }) => all.map(() => paths.push([path, fieldName]) && null) }), keys('b1'));
    expect(paths).toEqual([[{ prev: undefined, key: '_entities', typename: 'Query' }, '_entities']]);
  });
});
