import { parse } from 'graphql';
import { composeGraph } from '../emitted/compose';
import { kitTypesIn } from './kit-types';
import { lintSchema } from './lint-schema';
import { VERBS } from './verbs';

interface Part {
  readonly sdl: string;
  readonly owns?: readonly string[];
}

const HEAD = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible"])\n';

/** What the rules say of a graph of these subgraphs; descriptions are made up unless `bare`. */
function problemsOf(parts: Readonly<Record<string, Part>>, bare = false): string[] {
  const subgraphs = Object.entries(parts).map(([name, { sdl, owns = [] }], index) => ({ name, port: 4101 + index, owns: new Set(owns), sdl: HEAD + sdl }));
  const composition = composeGraph(subgraphs);
  const linted = subgraphs.map(({ name, owns, sdl }) => ({ name, owns, document: parse(sdl) }));
  const problems = lintSchema({ ...composition, subgraphs: linted, kitTypes: new Set(['PageInfo', 'DateTime']) });
  return bare ? problems : problems.filter((problem) => !problem.endsWith('has no description.'));
}

const alone = (sdl: string, owns: readonly string[] = []) => problemsOf({ coaching: { sdl, owns } });

const SLOT = 'type CoachingSlot @key(fields: "id") { id: ID! startsAt: String! }';
const QUERY = 'type Query { coachingSlot(id: ID!): CoachingSlot }';

it('finds nothing to say against a proper graph', () => {
  const described = `
    "A slot." type CoachingSlot @key(fields: "id") { "Its id." id: ID! "Whose." state: SlotState! }
    "How it stands." enum SlotState { "Nobody has it." FREE }
    type Query { "A slot." coachingSlot("Which." id: ID!): CoachingSlot }
    type Mutation { "Books it." bookSlot("Which." id: ID!): CoachingSlot! }`;
  expect(problemsOf({ coaching: { sdl: described, owns: ['CoachingSlot'] } }, true)).toEqual([]);
});

it('misses descriptions of types, fields, arguments, input fields and enum values', () => {
  const sdl = 'enum SlotState { FREE } input SlotFilter { state: SlotState } type Query { coachingSlots(filter: SlotFilter): [Int!]! }';
  expect(problemsOf({ coaching: { sdl } }, true).toSorted()).toEqual([
    'Query.coachingSlots has no description.', 'Query.coachingSlots(filter:) has no description.', 'SlotFilter has no description.',
    'SlotFilter.state has no description.', 'SlotState has no description.', 'SlotState.FREE has no description.',
  ].toSorted());
});

describe('bare names', () => {
  it.each([
    ['a type', 'type Goal { name: String } type Query { financialGoal: Goal }', 'Goal (coaching)'],
    ['a type made from one', 'input GoalFilter { name: String } type Query { financialGoals(filter: GoalFilter): Int }', 'GoalFilter (coaching)'],
    ['a root field', 'type Query { myGoals: Int }', 'Query.myGoals (coaching)'],
    ['a mutation', 'type Query { x: Int } type Mutation { deleteAccount(id: ID!): ID! }', 'Mutation.deleteAccount (coaching)'],
    ['an irregular plural', 'type Query { categories: Int }', 'Query.categories (coaching)'],
    ['a name that another subgraph owns', 'enum Role { OWNER } type Query { coachRole: Role }', 'Role (coaching)'],
  ])('are refused as %s', (_case, sdl, named) => {
    expect(alone(sdl)).toEqual([expect.stringContaining(`${named} is a bare name`)]);
  });

  it('are refused as a field that one subgraph adds to the entity of another', () => {
    const problems = problemsOf({
      identity: { sdl: 'type User @key(fields: "id") { id: ID! } type Query { me: User }', owns: ['User'] },
      finance: { sdl: 'type User @key(fields: "id") { id: ID! goals: Int }' },
    });
    expect(problems).toEqual([expect.stringContaining('User.goals (finance) is a bare name')]);
  });

  it('are left to the subgraph that owns them', () => {
    expect(problemsOf({ access: { sdl: 'type Role { name: String } type Query { role(id: ID!): Role }' } })).toEqual([]);
  });
});

describe('owners', () => {
  const user = { sdl: 'type User @key(fields: "id") { id: ID! } type Query { me: User }', owns: ['User'] };

  it('are one for each entity', () => {
    expect(problemsOf({ identity: user, chat: { ...user, sdl: 'type User @key(fields: "id") { id: ID! }' } })).toEqual(['User has more than one owner: identity, chat.']);
  });

  it('are one for each enumeration and input', () => {
    const problems = problemsOf({
      identity: { sdl: 'enum ThreadKind { DIRECT } type Query { a(kind: ThreadKind): Int }' }, chat: { sdl: 'enum ThreadKind { DIRECT } type Query { b(kind: ThreadKind): Int }' },
    });
    expect(problems).toEqual(['ThreadKind has more than one owner: identity, chat.']);
  });

  it('do not matter for what the kit declares', () => {
    const page = 'type PageInfo @shareable { hasNextPage: Boolean! } scalar DateTime';
    expect(problemsOf({ identity: { sdl: `${page} type Query { a: PageInfo }` }, chat: { sdl: `${page} type Query { b: PageInfo at: DateTime }` } })).toEqual([]);
  });

  it('may have gone when another asks: what they resolve is nullable', () => {
    const chat = `type User @key(fields: "id") { id: ID! unread: Int! }
      type ChatThread @key(fields: "id") { id: ID! creator: User! people: [User!]! guests: [User]! }
      type Query { chatThread(id: ID!): ChatThread }`;
    expect(problemsOf({ identity: user, chat: { sdl: chat, owns: ['ChatThread'] } })).toEqual([
      'User.unread (chat) is contributed to another subgraph\'s entity and must be nullable.',
      'ChatThread.creator (chat) refers to another subgraph\'s User and must be nullable.',
      'ChatThread.people (chat) refers to another subgraph\'s User and must be nullable.',
    ]);
  });

  it('do not make scalars of their own', () => {
    expect(alone('scalar Instant type Query { at: Instant }')).toEqual(['coaching declares the scalar Instant; scalars come from the kit.']);
  });
});

it('refuses inputs that composition would silently cut down', () => {
  const problems = problemsOf({
    finance: { sdl: 'input PeriodInput { from: String to: String } type Query { a(in: PeriodInput): Int }' },
    coaching: { sdl: 'input PeriodInput { from: String } type Query { b(in: PeriodInput): Int }' },
  });
  expect(problems).toContainEqual(expect.stringMatching(/^INCONSISTENT_INPUT_OBJECT_FIELD: /));
});

it('refuses enumerations whose values differ', () => {
  const problems = problemsOf({
    finance: { sdl: 'enum PaceKind { SLOW FAST } type Query { a: PaceKind }' }, coaching: { sdl: 'enum PaceKind { SLOW } type Query { b: PaceKind }' },
  });
  expect(problems).toContainEqual(expect.stringMatching(/^INCONSISTENT_ENUM_VALUE_FOR_OUTPUT_ENUM: /));
});

it('refuses a type that is an entity in one subgraph only', () => {
  const problems = problemsOf({
    identity: { sdl: 'type Person @key(fields: "id") { id: ID! @shareable } type Query { a: Person }', owns: ['Person'] }, coaching: { sdl: 'type Person { id: ID! @shareable } type Query { b: Person }' },
  });
  expect(problems).toContainEqual(expect.stringMatching(/^INCONSISTENT_ENTITY: /));
});

it('refuses types that clients see but cannot reach', () => {
  const hidden = 'type SlotFacts { size: Int } type Query { coachingSlot: Int slotFacts: SlotFacts @inaccessible }';
  expect(alone(hidden)).toEqual(['SlotFacts is in the API but nothing reaches it; mark it @inaccessible.']);
  expect(alone(hidden.replace('SlotFacts {', 'SlotFacts @inaccessible {'))).toEqual([]);
});

describe('operations', () => {
  it.each([
    ['a query that is called get', 'type Query { getSlot: Int }', 'Query or subscription getSlot is not a noun.'],
    ['a query that is called list', 'type Query { listSlots: Int }', 'Query or subscription listSlots is not a noun.'],
    ['a mutation that begins with a noun', 'type Query { x: Int } type Mutation { slotBooking(id: ID!): ID! }', 'Mutation slotBooking begins with "slot"'],
    ['more than one input', 'input SlotInput { a: Int } type Query { x: Int } type Mutation { bookSlot(input: SlotInput!, force: Int): ID! }', 'Mutation bookSlot takes more than (id, input).'],
    ['many plain arguments', 'type Query { x: Int } type Mutation { bookSlot(id: ID!, a: Int, b: Int, c: Int): ID! }', 'Mutation bookSlot takes 4 arguments'],
    ['a Boolean as the result', 'type Query { x: Int } type Mutation { cancelSlot(id: ID!): Boolean! }', 'Mutation cancelSlot returns a Boolean'],
  ])('refuse %s', (_case, sdl, problem) => {
    expect(alone(sdl)).toEqual([expect.stringContaining(problem)]);
  });

  it('know no nouns among the verbs', () => {
    expect(['account', 'goal', 'user', 'slot'].filter((noun) => VERBS.has(noun))).toEqual([]);
  });
});

describe('shapes', () => {
  it.each([
    ['an enum value in lower case', 'enum SlotState { free } type Query { slotState: SlotState }', 'SlotState.free is not in SCREAMING_SNAKE_CASE.'],
    ['a connection without paging', `${SLOT} type SlotConnection { edges: [Int!]! nodes: [CoachingSlot!]! pageInfo: Int! totalCount: Int! } type Query { coachingSlots(first: Int): SlotConnection }`,
      'Query.coachingSlots returns a connection but lacks after, last, before.'],
    ['a connection without a count', 'type SlotConnection { edges: [Int!]! nodes: [Int!]! pageInfo: Int! } type Query { slots(first: Int, after: Int, last: Int, before: Int): SlotConnection }',
      'SlotConnection lacks totalCount.'],
    ['a success field', 'type SlotReceipt { success: Boolean! at: Int } type Query { slotReceipt: SlotReceipt }', 'SlotReceipt.success: success is the absence of an error'],
    ['a payload of one thing', 'type BookPayload { at: Int } type Query { x: BookPayload }', 'BookPayload carries one thing'],
    ['a deprecation without an end', 'type Query { slot: Int @deprecated(reason: "Ask coachingSlot.") }', 'Query.slot is deprecated without REMOVE_AFTER'],
    ['a foreign id', 'type Query { slotFacts: SlotFacts } type SlotFacts { coachId: ID! }', 'SlotFacts.coachId is a bare id'],
    ['money as a Float', 'type Query { slotFacts: SlotFacts } type SlotFacts { totalAmount: Float! }', 'SlotFacts.totalAmount is money as a Float.'],
    ['an input list of nullable items', 'input SlotFilter { states: [String] } type Query { slots(filter: SlotFilter): Int }', 'SlotFilter.states is a list of nullable items.'],
  ])('refuse %s', (_case, sdl, problem) => {
    expect(alone(sdl, ['CoachingSlot'])).toEqual([expect.stringContaining(problem)]);
  });

  it('accept a deprecation with an end', () => {
    expect(alone(`${SLOT} ${QUERY} extend type Query { slot: Int @deprecated(reason: "Ask coachingSlot. REMOVE_AFTER=2027-01-31") }`, ['CoachingSlot'])).toEqual([]);
  });
});

it('finds the types that the kit declares', () => {
  const source = `
    @Directive('@shareable')
    @ObjectType({ simpleResolvers: true, description: 'An amount (exact).' })
    export class Money {}
    @ObjectType('PostalAddress', { description: 'x' })
    class Address {}
    registerEnumType(OrderDirection, { name: 'OrderDirection', description: 'x' });
    export const Decimal = new GraphQLScalarType<string, string>({\n  name: 'Decimal',
    export const DateTime = renamed(GraphQLDateTimeISO, 'DateTime', 'x');`;
  expect(kitTypesIn(source).toSorted()).toEqual(['DateTime', 'Decimal', 'Money', 'OrderDirection', 'PostalAddress']);
});
