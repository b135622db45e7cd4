import { buildSchema, parse, type GraphQLSchema } from 'graphql';
import { RefusedDocument, operationsOf } from './operations-of';

const schema = buildSchema('type Query { a: Int b: Int }');

function refusal(ask: () => unknown): RefusedDocument {
  try {
    ask();
  } catch (error) {
    if (error instanceof RefusedDocument) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('the operations of a schema', () => {
  it('are one cache, by document and by text', () => {
    const operations = operationsOf(schema);
    const document = parse('query A { a } query B { b }');
    expect(operationsOf(schema)).toBe(operations);
    expect(operations.ofDocument(document, 'A')).toBe(operations.ofDocument(document, 'A'));
    expect(operations.ofDocument(document, 'A')).not.toBe(operations.ofDocument(document, 'B'));
    const { document: read, run } = operations.ofText('{ a }');
    expect([operations.ofText('{ a }').run, operations.ofDocument(read).run]).toEqual([run, run]);
    expect(run({}, {}, { a: 1 })).toEqual({ data: { a: 1 } });
  });

  it.each<[string, string, (of: GraphQLSchema) => unknown]>([
    ['text that is no document', 'GRAPHQL_PARSE_FAILED', (of) => operationsOf(of).ofText('{')],
    ['a document that does not fit', 'GRAPHQL_VALIDATION_FAILED', (of) => operationsOf(of).ofDocument(parse('{ c }'))],
    ['a question about the schema', 'GRAPHQL_VALIDATION_FAILED', (of) => operationsOf(of).ofText('{ __type(name: "Query") { name } }')],
    ['an operation that is not there', 'OPERATION_NOT_FOUND', (of) => operationsOf(of).ofText('query A { a }', 'B')],
    ['a choice between two', 'OPERATION_NOT_FOUND', (of) => operationsOf(of).ofText('query A { a } query B { b }')],
  ])('refuse %s, each time', (_case, code, ask) => {
    for (let time = 0; time < 2; time += 1) {
      const refused = refusal(() => ask(schema));
      expect([refused.code.code, refused.errors.map(({ extensions }) => extensions)]).toEqual([code, [{ code }]]);
    }
  });

  it('tell where a document is wrong', () => {
    expect(refusal(() => operationsOf(schema).ofText('{ a c d }')).errors.map(({ message, locations }) => [message, locations])).toEqual([
      ['Cannot query field "c" on type "Query". Did you mean "a" or "b"?', [{ line: 1, column: 5 }]], ['Cannot query field "d" on type "Query". Did you mean "a" or "b"?', [{ line: 1, column: 7 }]],
    ]);
  });

  it('forget the text that was not asked for longest', () => {
    const operations = operationsOf(buildSchema('type Query { a: Int }'));
    const [used, unused] = [operations.ofText('{ used: a }'), operations.ofText('{ unused: a }')];
    for (let number = 0; number < 1_999; number += 1) {
      operations.ofText(`{ a${number}: a }`);
      operations.ofText('{ used: a }');
    }
    expect([operations.ofText('{ used: a }') === used, operations.ofText('{ unused: a }') === unused]).toEqual([true, false]);
  });
});
