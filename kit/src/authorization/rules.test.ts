import 'reflect-metadata';
import { execute, parse, subscribe, type ExecutionResult } from 'graphql';
import { Arg, Directive, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { createLoaderCache, type LoaderDefinition } from '../database/loaders';
import { FORBIDDEN } from '../errors/codes';
import { buildSubgraph } from '../graphql/build-schema';
import type { SubgraphContext } from '../running/context';
import { defineFeature, type FeatureDefinition } from '../running/define-feature';
import { defineSubgraph } from '../running/define-subgraph';
import { bareContext } from '../testing/bare-context';
import { anyone, internalOnly, platformRole, self, signedIn } from './basic-rules';
import { guardReference } from './guard-reference';
import { mergeRules } from './merge-rules';
import { defineRules, rule, type FeatureRules } from './rules';
import { anonymousViewer, type Viewer } from './viewer';

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Diary {
  @Field(() => ID) id: string;
  ownerId: string;
  @Field(() => String) title: string;
}

const OWN = '01912345-0000-7000-8000-000000000001';
const diary = Object.assign(new Diary(), { id: OWN, ownerId: 'asha', title: 'Monday' });
const ran: string[] = [];
const opened: string[] = [];

@Resolver(() => Diary)
class DiaryResolver {
  @Query(() => Diary, { nullable: true }) diary(): Diary {
    ran.push('diary');
    return diary;
  }

  @Query(() => String, { nullable: true }) broken(): string {
    return 'never';
  }

  @Query(() => String, { nullable: true }) secret(): string {
    return 'internal';
  }

  @Mutation(() => String, { nullable: true }) write(@Arg('text', () => String) text: string): string {
    ran.push('write');
    return text;
  }

  @FieldResolver(() => String, { nullable: true }) mood(@Root() { title }: Diary): string {
    return `${title} blues`;
  }

  @Subscription(() => Diary, { subscribe: () => entries() }) written(@Root() entry: Diary): Diary {
    return entry;
  }
}

async function* entries(): AsyncGenerator<Diary> {
  opened.push('written');
  yield diary;
}

const ownMood = rule('own-mood', ({ viewer, parent }) => (viewer.userId === (parent as Diary).ownerId ? null : FORBIDDEN));
const rules: FeatureRules = defineRules({
  Query: { diary: anyone, secret: internalOnly, broken: rule('broken', () => { throw new Error('a bug'); }) },
  Mutation: { write: platformRole('ADMIN') },
  Subscription: { written: signedIn },
  types: { Diary: { fields: { title: anyone, mood: ownMood } } },
});
const diaryById: LoaderDefinition<string, Diary | null> = { name: 'diary', batch: async (_ctx, ids) => ids.map((id) => (id === OWN ? diary : null)) };
const reference = guardReference<Diary>({ entity: Diary, reads: 'user', load: diaryById, guard: (viewer, entity) => viewer.userId === entity.ownerId });
const feature = (change: Partial<FeatureDefinition> = {}) => defineFeature({ name: 'diaries', resolvers: [DiaryResolver], rules, references: [reference], ...change });
const build = (change?: Partial<FeatureDefinition>) => buildSubgraph(defineSubgraph({ name: 'diaries', features: [feature(change)], migrations: __dirname }));

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Neighbour {
  @Field(() => ID) id: string;
}

@Resolver(() => Neighbour)
class NeighbourResolver {
  @FieldResolver(() => String, { nullable: true }) greeting(): string {
    return 'hello';
  }
}

const neighbours = buildSubgraph(defineSubgraph({
  name: 'neighbours', migrations: __dirname,
  features: [defineFeature({ name: 'neighbours', resolvers: [NeighbourResolver], rules: { types: { Neighbour: { fields: { greeting: self<Neighbour>(({ id }) => id) } } } } })],
}));
const { schema, sdl } = build();
const context = (viewer: Partial<Viewer>, caller: SubgraphContext['caller'] = 'router'): SubgraphContext => {
  const made: SubgraphContext = bareContext({ viewer: { ...anonymousViewer('r', ''), ...viewer }, caller, loaders: createLoaderCache(() => made) });
  return made;
};
const run = async (query: string, ctx: SubgraphContext): Promise<ExecutionResult> => execute({ schema, document: parse(query), contextValue: ctx });
const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions, originalError }) => extensions.code ?? originalError?.name);

beforeEach(() => {
  ran.length = 0;
  opened.length = 0;
});

describe('rules', () => {
  it('refuse before the resolver runs, with the code that says why', async () => {
    expect(codes(await run('mutation { write(text: "x") }', context({})))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await run('mutation { write(text: "x") }', context({ userId: 'asha' })))).toEqual(['FORBIDDEN']);
    expect(ran).toEqual([]);
    expect(await run('mutation { write(text: "x") }', context({ userId: 'asha', platformRoles: ['ADMIN'] }))).toMatchObject({ data: { write: 'x' } });
  });

  it('guard private fields by the loaded parent, whatever the alias', async () => {
    const result = await run('{ one: diary { title mood } two: diary { m: mood } }', context({ userId: 'ravi' }));
    expect([result.data, codes(result)]).toMatchObject([{ one: { title: 'Monday', mood: null }, two: { m: null } }, ['FORBIDDEN', 'FORBIDDEN']]);
  });

  it('open internal fields to other parts of the product only', async () => {
    expect(codes(await run('{ secret }', context({ userId: 'asha', platformRoles: ['ADMIN'] })))).toEqual(['FORBIDDEN']);
    expect(await run('{ secret }', context({}, 'service'))).toMatchObject({ data: { secret: 'internal' } });
  });

  it('that fail are a failure, not a refusal', async () => {
    const result = await run('{ broken }', context({ userId: 'asha' }));
    expect(codes(result)).not.toContain('FORBIDDEN');
    expect(result.errors?.[0]?.originalError?.message).toBe('a bug');
  });

  it('refuse a subscription before its stream opens', async () => {
    const document = parse('subscription { written { title } }');
    const refused = await subscribe({ schema, document, contextValue: context({}) });
    expect([codes(refused as ExecutionResult), opened]).toEqual([['UNAUTHENTICATED'], []]);

    const stream = (await subscribe({ schema, document, contextValue: context({ userId: 'asha' }) })) as AsyncGenerator<ExecutionResult>;
    expect((await stream.next()).value).toMatchObject({ data: { written: { title: 'Monday' } } });
  });

  it('refuse text that cannot be stored, before the resolver runs', async () => {
    const result = await run('mutation { write(text: "a\\u0000b") }', context({ userId: 'asha', platformRoles: ['ADMIN'] }));
    expect([result.errors?.[0]?.extensions, ran]).toMatchObject([{ code: 'BAD_USER_INPUT', fields: [{ path: 'text', reason: 'FORMAT' }] }, []]);
  });
});

describe('references', () => {
  const entities = (ids: string[], viewer: Partial<Viewer>) =>
    execute({
      schema, document: parse('query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Diary { title } } }'),
      variableValues: { keys: ids.map((id) => ({ __typename: 'Diary', id })) }, contextValue: context(viewer),
    });

  it('answer null for foreign, missing and malformed keys alike', async () => {
    const keys = [OWN, OWN.replace('1', '2'), 'x'];
    expect(await entities(keys, { userId: 'ravi' })).toEqual({ data: { _entities: [null, null, null] } });
    expect(await entities(keys, { userId: 'asha' })).toEqual({ data: { _entities: [{ title: 'Monday' }, null, null] } });
  });
});

describe('an entity of another subgraph', () => {
  it('is in the schema when fields are contributed to it, although nothing else names it', () => {
    expect(neighbours.sdl).toContain('type Neighbour @key(fields: "id") {');
  });

  it('is asked for contributed fields only with an id that can be one', async () => {
    const document = parse('query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Neighbour { greeting } } }');
    const keys = [OWN, 'x', ''].map((id) => ({ __typename: 'Neighbour', id }));
    const result = await execute({ schema: neighbours.schema, document, variableValues: { keys }, contextValue: context({ userId: OWN }) });
    expect(result).toEqual({ data: { _entities: [{ greeting: 'hello' }, null, null] } });
  });
});

describe('the start', () => {
  it.each<[string, Partial<FeatureDefinition>, string]>([
    ['a root field has no rule', { rules: { ...rules, Query: { diary: anyone, secret: internalOnly } } }, 'Query.broken has no rule'],
    ['a subscription has no rule', { rules: { ...rules, Subscription: {} } }, 'Subscription.written has no rule'],
    ['a type does not say who sees it', { rules: { ...rules, types: {} } }, 'type Diary does not say who sees it'],
    ['a field of a ruled type has no rule', { rules: { ...rules, types: { Diary: { fields: { title: anyone } } } } }, 'Diary.mood has no rule'],
    ['a guarded entity has no guard', { rules: { ...rules, types: { Diary: 'guarded' } }, references: [] }, 'type Diary is guarded but has no reference guard'],
    ['a rule names what is not there', { rules: { ...rules, Query: { ...rules.Query, diaries: anyone } } }, 'a rule names Query.diaries, which does not exist'],
  ])('is refused when %s', (_case, change, message) => {
    expect(() => build(change)).toThrow(message);
  });

  it('is refused with everything that features rule against each other, at once', () => {
    const again = defineFeature({ name: 'again', rules: { Query: { diary: anyone, secret: anyone }, types: { Diary: 'open' } } });
    expect(() => mergeRules([defineFeature({ name: 'diaries', rules }), again])).toThrow(
      'Features disagree on their rules:\n  - Query.diary is ruled twice\n  - Query.secret is ruled twice\n  - type Diary is ruled twice');
  });

  it('emits the same text every time, with keys and the federation link', () => {
    expect(build().sdl).toBe(sdl);
    expect(sdl).toContain('type Diary @key(fields: "id")');
    expect(sdl.startsWith('extend schema @link(')).toBe(true);
  });
});
