import 'reflect-metadata';
import { execute, parse, type ExecutionResult } from 'graphql';
import { Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { createLoaderCache, type LoaderDefinition } from '../database/loaders';
import { compileOperation } from '../execution/compile-operation';
import type { OperationResult } from '../execution/execution';
import { buildSubgraph } from '../graphql/build-schema';
import type { SubgraphContext } from '../running/context';
import { defineFeature } from '../running/define-feature';
import { defineSubgraph } from '../running/define-subgraph';
import { bareContext } from '../testing/bare-context';
import { anyone, self } from './basic-rules';
import { guardReference, type EntityReference } from './guard-reference';
import { defineRules } from './rules';
import { anonymousViewer } from './viewer';

/** What the entities of this test have in common; they differ in their guards. */
@ObjectType({ simpleResolvers: true })
class Paper {
  @Field(() => ID) id: string;
  ownerId: string;
  @Field(() => String) title: string;
  @Field(() => String, { nullable: true }) secret: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Diary extends Paper {}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Letter extends Paper {}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Poster extends Paper {}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Locked extends Paper {}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Sealed extends Paper {}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Lost extends Paper {}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Neighbour {
  @Field(() => ID) id: string;
}

@Resolver(() => Neighbour)
class NeighbourResolver {
  @Query(() => Neighbour, { nullable: true }) neighbour(): null {
    return null;
  }

  @FieldResolver(() => String, { nullable: true }) greeting(@Root() { id }: Neighbour): string {
    return `hello ${id.slice(-1)}`;
  }
}

const id = (digit: number) => `01912345-0000-7000-8000-00000000000${digit}`;
const [OWN, FOREIGN, MISSING] = [id(1), id(2), id(3)];
const asked: string[][] = [];

/** Rows that cannot be written to: one of the viewer's own, one of somebody else. */
function byIdOf(entity: new () => Paper): LoaderDefinition<string, Paper | null> {
  const row = (key: string, ownerId: string): [string, Paper] => [key, Object.freeze(Object.assign(new entity(), { id: key, ownerId, title: entity.name, secret: 's' }))];
  const rows = new Map([row(OWN, 'asha'), row(FOREIGN, 'ravi')]);
  return {
    name: entity.name,
    batch: async (_ctx, keys) => {
      asked.push([entity.name, ...keys]);
      return keys.map((key) => rows.get(key) ?? null);
    },
  };
}

function stuck(): never {
  throw new Error('stuck');
}

const isOwn = ({ viewer }: SubgraphContext, { ownerId }: Paper) => viewer.userId === ownerId;
const references: EntityReference[] = [
  guardReference<Paper>({ entity: Diary, reads: 'user', load: byIdOf(Diary), guard: (viewer, { ownerId }) => viewer.userId === ownerId }),
  guardReference<Paper>({ entity: Letter, reads: 'user', load: byIdOf(Letter), guardMany: async (ctx, letters) => letters.map((letter) => isOwn(ctx, letter)) }),
  guardReference<Paper>({ entity: Poster, reads: 'nothing', load: byIdOf(Poster), guard: 'open' }),
  guardReference<Paper>({ entity: Locked, reads: 'user', load: byIdOf(Locked), guard: async (_viewer, paper, ctx) => isOwn(ctx, paper) && stuck() }),
  guardReference<Paper>({ entity: Sealed, reads: 'user', load: byIdOf(Sealed), guardMany: stuck }),
  guardReference<Paper>({ entity: Lost, reads: 'nothing', guard: 'open', load: { name: 'lost', batch: () => Promise.reject(new Error('down')) } }),
];
const names = ['Diary', 'Letter', 'Poster', 'Locked', 'Sealed', 'Lost'];
const ruled = { fields: { title: anyone, secret: self<Paper>(({ ownerId }) => ownerId) } };
const { schema } = buildSubgraph(defineSubgraph({
  name: 'papers', migrations: __dirname,
  features: [defineFeature({
    name: 'papers', resolvers: [NeighbourResolver], orphanedTypes: [Diary, Letter, Poster, Locked, Sealed, Lost], references,
    rules: defineRules({ Query: { neighbour: anyone }, types: { Neighbour: { fields: { greeting: anyone } }, ...Object.fromEntries(names.map((name) => [name, ruled])) } }),
  })],
}));
const document = parse(`query ($keys: [_Any!]!) { _entities(representations: $keys) {
  ${[...names.map((name) => `... on ${name} { ${name}: title secret }`), '... on Neighbour { greeting }'].join(' ')} } }`);

function context(): SubgraphContext {
  const made: SubgraphContext = bareContext({ viewer: { ...anonymousViewer('r', ''), userId: 'asha' }, caller: 'router', loaders: createLoaderCache(() => made) });
  return made;
}

const entrances: [string, (keys: object[]) => Promise<OperationResult | ExecutionResult>][] = [
  ['compiled', async (keys) => compileOperation(schema, document)({ keys }, context())],
  ['interpreted', async (keys) => execute({ schema, document, variableValues: { keys }, contextValue: context() })],
];

describe.each(entrances)('a reference to an entity, %s', (_name, entrance) => {
  const ask = async (keys: [string, unknown][]) => {
    const { data, errors = [] } = await entrance(keys.map(([__typename, key]) => ({ __typename, id: key })));
    return { entities: data && JSON.parse(JSON.stringify(data._entities)), errors: errors.map(({ path, message }) => `${path?.join('.')}: ${message}`) };
  };
  beforeEach(() => void (asked.length = 0));

  it.each<[string, [string, unknown][], unknown[], string[]]>([
    ['one\'s own', [['Diary', OWN], ['Letter', OWN], ['Poster', OWN]], ['Diary', 'Letter', 'Poster'].map((name) => ({ [name]: name, secret: 's' })), []],
    ['a foreign one', [['Diary', FOREIGN], ['Letter', FOREIGN]], [null, null], []],
    ['a missing one', [['Diary', MISSING], ['Letter', MISSING], ['Poster', MISSING], ['Locked', MISSING]], [null, null, null, null], []],
    ['a key that cannot be one', [['Diary', 'x'], ['Letter', 7], ['Poster', undefined], ['Lost', 'x'], ['Neighbour', 'x']], [null, null, null, null, null], []],
    ['all of them at once, in order', [['Letter', 'x'], ['Letter', OWN], ['Diary', MISSING], ['Letter', FOREIGN], ['Poster', OWN]], [null, { Letter: 'Letter', secret: 's' }, null, null, { Poster: 'Poster', secret: 's' }], []],
    ['one whose field is ruled', [['Poster', FOREIGN]], [{ Poster: 'Poster', secret: null }], ['_entities.0.secret: Not allowed.']],
    ['one whose guard fails', [['Locked', OWN], ['Locked', FOREIGN], ['Sealed', OWN]], [null, null, null], ['_entities.0: stuck', '_entities.2: stuck']],
    ['one that cannot be read', [['Lost', OWN], ['Lost', 'x'], ['Poster', OWN]], [null, null, { Poster: 'Poster', secret: 's' }], ['_entities.0: down']],
    ['an entity of another subgraph', [['Neighbour', OWN], ['Neighbour', '']], [{ greeting: 'hello 1' }, null], []],
  ])('answers %s', async (_case, keys, entities, errors) => {
    expect(await ask(keys)).toEqual({ entities, errors });
  });

  it('refuses a type that is not there', async () => {
    const said = '_entities: The _entities resolver tried to load an entity for type "Nobody"';
    expect(await ask([['Diary', OWN], ['Nobody', OWN]])).toEqual({ entities: null, errors: [expect.stringContaining(said)] });
    expect(asked).toEqual([]);
  });

  it('reads all of a type together', async () => {
    await ask([['Diary', OWN], ['Letter', OWN], ['Diary', MISSING], ['Diary', OWN], ['Letter', 'x']]);
    expect(asked).toEqual([['Diary', OWN, MISSING], ['Letter', OWN]]);
  });
});
