import { GraphQLScalarType, buildSchema, execute, graphqlSync, parse, type ExecutionResult, type GraphQLObjectType, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import { compileOperation } from './compile-operation';
import type { OperationResult } from './execution';

type Resolver = (source: never, args: never, context: never, info: GraphQLResolveInfo) => unknown;

const typeDefs = `
  scalar Json
  type Query {
    notes: [Note!]! note(id: ID = "n1", words: [String!]): Note strict: Int! loose: Int never: Int
    column: Json info(a: Int): String! items: [Int!] nothing: Nothing
  }
  type Mutation { first: Int second: Int third: Int! }
  type Subscription { said(room: String): String! }
  type Note { id: ID! title: String author: Author! words: [String!]! total(times: Int = 2): Int }
  type Author { name: String! notes: [Note!] }
  type Nothing { x: Int }
`;

function graph(resolvers: Record<string, Record<string, Resolver>> = {}): GraphQLSchema {
  const schema = buildSchema(typeDefs);
  for (const [type, fields] of Object.entries(resolvers)) {
    for (const [field, resolve] of Object.entries(fields)) Object.assign((schema.getType(type) as GraphQLObjectType).getFields()[field] as object, { resolve });
  }
  return schema;
}

function run(schema: GraphQLSchema, text: string, variables: Record<string, unknown> = {}): OperationResult {
  const result = compileOperation(schema, parse(text))(variables, {});
  if (result instanceof Promise) throw new Error('The answer was not there at once.');
  return result;
}

const interpreted = (schema: GraphQLSchema, text: string, variableValues: Record<string, unknown> = {}) => execute({ schema, document: parse(text), variableValues, contextValue: {} }) as ExecutionResult;
const messages = ({ errors = [] }: OperationResult) => errors.map(({ message, path }) => `${path?.join('.')}: ${message}`);

function deferred() {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise((_resolve, rejected) => (reject = rejected));
  return { promise, reject };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

class Note {
  constructor(readonly id: string, readonly title: string, readonly author: object) {
    Object.freeze(this);
  }

  total({ times }: { times: number }): number {
    return this.id.length * times;
  }

  get words(): readonly string[] {
    return Object.freeze([this.title]);
  }
}

describe('the answer', () => {
  const author = Object.freeze({ name: 'Asha' });
  const rows = Object.freeze([new Note('n1', 'One', author), new Note('n2', 'Two', author)]);
  const column = Object.freeze({ list: Object.freeze([1, 2]), date: new Date(0) });
  const schema = graph({ Query: { notes: () => rows, column: () => column } });
  const text = '{ notes { __typename id title author { name } words total more: total(times: 9) } column }';

  it('is there at once and equal to graphql-js\'s, from properties, getters and methods of rows that cannot be written', () => {
    expect(JSON.stringify(run(schema, text))).toBe(JSON.stringify(interpreted(schema, text)));
  });

  it('belongs to whoever asked', () => {
    const operation = compileOperation(schema, parse(text));
    const [one, two] = [operation({}, {}), operation({}, {})] as { data: { notes: { author: object; words: object }[]; column: { list: number[] } } }[];
    one?.data.column.list.push(3);
    for (const note of one?.data.notes ?? []) Object.assign(note, { title: 'changed' }, Object.assign(note.author, { name: 'changed' }));
    expect(JSON.stringify(two)).toBe(JSON.stringify(interpreted(schema, text)));
    expect(one?.data.notes[0]?.author).not.toBe(one?.data.notes[1]?.author);
  });

  it('gives all objects of a selection one shape, whatever comes late or is null', async () => {
    const slow = graph({ Query: { notes: () => rows }, Note: { title: ({ id }: Note) => (id === 'n1' ? Promise.resolve('late') : null) } });
    const { data } = await compileOperation(slow, parse('{ notes { title id author { name } } }'))({}, {});
    expect(JSON.stringify(data)).toBe('{"notes":[{"title":"late","id":"n1","author":{"name":"Asha"}},{"title":null,"id":"n2","author":{"name":"Asha"}}]}');
  });

  it('keeps keys that are named like parts of objects', () => {
    const odd = '{ __proto__: loose constructor: loose notes { __proto__: id toString: id } }';
    expect(JSON.stringify(run(schema, odd).data)).toBe('{"__proto__":null,"constructor":null,"notes":[{"__proto__":"n1","toString":"n1"},{"__proto__":"n2","toString":"n2"}]}');
  });

  it('tells of the schema and reads no property of what is no object', () => {
    expect(run(schema, '{ __schema { queryType { name } } __typename }').data).toEqual({ __schema: { queryType: { name: 'Query' } }, __typename: 'Query' });
    expect(run(graph({ Query: { nothing: () => 'text' } }), '{ nothing { x: x } }').data).toEqual({ nothing: { x: null } });
  });
});

describe('a leaf', () => {
  const values: unknown[] = [0, -0, 1.5, NaN, Infinity, 2 ** 31, -(2 ** 31), 2 ** 53, 7n, '', '1', 'x', true, false, {}, [], [1], new Date(0), { valueOf: () => 1 }, { toJSON: () => 'x' }, Symbol('s'), () => 1];

  it.each(['Int', 'Float', 'String', 'ID', 'Boolean', 'Json'])('of type %s is serialised as graphql-js does it', (type) => {
    const schema = buildSchema(`scalar Json type Query { ${values.map((_, index) => `v${index}: ${type} l${index}: [${type}]`).join(' ')} }`);
    values.forEach((value, index) => {
      const fields = schema.getQueryType()?.getFields() ?? {};
      Object.assign(fields[`v${index}`] as object, { resolve: () => value });
      Object.assign(fields[`l${index}`] as object, { resolve: () => [value] });
    });
    const text = `{ ${values.map((_, index) => `v${index} l${index}`).join(' ')} }`;
    expect(run(schema, text)).toEqual(interpreted(schema, text));
  });
});

describe('resolvers', () => {
  it('get an info that knows everything graphql-js says, also spread over the document', () => {
    const seen: unknown[] = [];
    const info: Resolver = (_source, _args, _context, { fieldName, fieldNodes, returnType, parentType, path, schema, fragments, rootValue, operation, variableValues }) => {
      seen.push({ fieldName, fieldNodes, returnType, parentType, path, schema, fragments, rootValue, operation, variableValues });
      return fieldName;
    };
    const schema = graph({ Query: { notes: () => [{ author: {} }], info }, Author: { name: info } });
    const document = parse('query ($a: Int = 7) { ...f info(a: $a) notes { author { n: name } } } fragment f on Query { info(a: $a) }');
    void compileOperation(schema, document)({}, {}, 'root');
    void execute({ schema, document, rootValue: 'root', contextValue: {} });
    expect(seen.slice(0, 2)).toEqual(seen.slice(2));
    expect(seen[1]).toMatchObject({ path: { key: 'n', typename: 'Author', prev: { key: 'author', prev: { key: 0, prev: { key: 'notes', prev: undefined } } } } });
  });

  it('get arguments of their own at each call', () => {
    const seen: Record<string, unknown>[] = [];
    const note: Resolver = (_source, args: Record<string, unknown>) => {
      seen.push({ ...args });
      args.id = 'spoilt';
      return null;
    };
    const operation = compileOperation(graph({ Query: { note } }), parse('query ($id: ID) { a: note b: note(id: "x", words: "w") c: note(id: $id) }'));
    for (const variables of [{}, { id: 5 }, { id: null }, {}]) void operation(variables, {});
    expect(seen).toEqual(['n1', '5', null, 'n1'].flatMap((id) => [{ id: 'n1' }, { id: 'x', words: ['w'] }, { id }]));
  });

  it('of a mutation run one after the other, each when the one before is complete', async () => {
    const ran: string[] = [];
    const step = (name: string, value: unknown): Resolver => async () => {
      ran.push(`${name} begins`);
      await nextTurn();
      ran.push(`${name} ends`);
      if (value instanceof Error) throw value;
      return value;
    };
    const schema = graph({ Mutation: { first: step('first', 1), second: step('second', new Error('second')), third: step('third', 3) } });
    const result = await compileOperation(schema, parse('mutation { third second first }'))({}, {});
    expect([JSON.stringify(result.data), messages(result)]).toEqual(['{"third":3,"second":null,"first":1}', ['second: second']]);
    expect(ran).toEqual(['third begins', 'third ends', 'second begins', 'second ends', 'first begins', 'first ends']);

    const refused = graph({ Mutation: { third: step('third', null), first: step('first', 1) } });
    ran.length = 0;
    expect((await compileOperation(refused, parse('mutation { third first }'))({}, {})).data).toBeNull();
    expect(ran).toEqual(['third begins', 'third ends']);
  });

  it('get the event of a subscription as its root', () => {
    const operation = compileOperation(graph(), parse('subscription { said(room: "a") }'));
    expect([operation({}, {}, { said: 'hello' }), operation({}, {}, { said: () => 'method' })]).toEqual([{ data: { said: 'hello' } }, { data: { said: 'method' } }]);
  });
});

describe('errors', () => {
  it('keep what was thrown, and where', () => {
    const thrown = new Error('a bug');
    const schema = graph({ Query: { notes: () => [{ id: 'n1', author: () => { throw thrown; } }], loose: () => { throw undefined; } } });
    const { data, errors = [] } = run(schema, '{ loose notes { id author { name } } }');
    expect(data).toBeNull();
    expect(errors.map(({ path, message }) => [path, message])).toEqual([[['loose'], 'Unexpected error value: undefined'], [['notes', 0, 'author'], 'a bug']]);
    expect(errors[1]?.originalError).toBe(thrown);
    expect(errors[1]?.locations).toEqual([{ line: 1, column: 20 }]);
  });

  it('that come after their place is null are not told, and nothing is waited for when all is null', async () => {
    const loose = async () => {
      await nextTurn();
      throw new Error('late');
    };
    const schema = graph({ Query: { strict: () => Promise.reject(new Error('at once')), never: () => new Promise(() => undefined), loose } });
    const result = await compileOperation(schema, parse('{ never loose strict }'))({}, {});
    await nextTurn();
    expect([result.data, messages(result)]).toEqual([null, ['strict: at once']]);
  });

  it('of several items of a list make it null once', async () => {
    const [one, two, three, four] = [deferred(), deferred(), deferred(), deferred()];
    const early = compileOperation(graph({ Query: { items: () => [one.promise, 'text', two.promise] } }), parse('{ items }'))({}, {});
    const late = compileOperation(graph({ Query: { items: () => [three.promise, four.promise, 4] } }), parse('{ items }'))({}, {});
    four.reject(new Error('four'));
    await nextTurn();
    for (const { reject } of [one, two, three]) reject(new Error('too late'));
    expect([(await early).data, messages(await early)]).toEqual([{ items: null }, ['items.1: Int cannot represent non-integer value: "text"']]);
    expect([(await late).data, messages(await late)]).toEqual([{ items: null }, ['items.1: four']]);
  });

  it('of variables leave nothing executed, in the words of graphql-js', () => {
    const schema = graph({ Query: { note: () => { throw new Error('ran'); } } });
    const text = 'query ($id: ID!, $words: [String!]) { note(id: $id, words: $words) { id } }';
    for (const variables of [{}, { id: null }, { id: {} }, { id: 'x', words: [1] }, { id: 'x', words: ['a', null] }]) {
      const result = run(schema, text, variables);
      expect(result.data).toBeUndefined();
      expect(result.errors).toEqual(interpreted(schema, text, variables).errors);
    }
  });

  it('name an operation that is not there', () => {
    const document = parse('query A { loose } query B { strict }');
    expect([undefined, 'C', 'A'].map((name) => compileOperation(graph(), document, name)({}, {}))).toMatchObject([
      { errors: [{ message: 'Must provide operation name if query contains multiple operations.' }] }, { errors: [{ message: 'Unknown operation named "C".' }] }, { data: { loose: null } },
    ]);
  });

  it('say that an asynchronous list is none', () => {
    const schema = graph({ Query: { items: async function* items() { yield 1; } } });
    expect(run(schema, '{ items }')).toEqual(interpreted(schema, '{ items }'));
  });
});

describe('what is included', () => {
  it('is decided once for each combination, and right also where there are too many of them', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const text = `query (${names.map((name) => `$${name}: Boolean!`).join(', ')}) { ${names.map((name) => `${name}: loose @include(if: $${name})`).join(' ')} }`;
    const schema = graph();
    const operation = compileOperation(schema, parse(text));
    for (let combination = 0; combination < 64; combination += 1) {
      const variables = Object.fromEntries(names.map((name, bit) => [name, (combination & (1 << bit)) > 0]));
      expect(JSON.stringify(operation(variables, {}))).toBe(JSON.stringify(interpreted(schema, text, variables)));
    }
  });
});

it('leaves a scalar\'s own object to the row also where graphql-js executes', () => {
  const held = { list: [1] };
  const schema = graph({ Query: { column: () => held } });
  expect(schema.getType('Json')).toBeInstanceOf(GraphQLScalarType);
  const { data } = run(schema, '{ column __type(name: "Note") { name } }');
  expect([(data as { column: object }).column === held, data]).toEqual([false, graphqlSync({ schema, source: '{ column __type(name: "Note") { name } }' }).data]);
});
