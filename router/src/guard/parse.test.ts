import { buildSchema, GraphQLError, Kind } from 'graphql';
import { BoundedCache } from './bounded-cache';
import { createDocumentReader, parseDocument, withoutSuggestions } from './parse';

const schema = buildSchema('type Query { animal(kind: Kind, filter: Filter, id: ID): Animal } type Animal { name: String } enum Kind { ELEPHANT } input Filter { colour: String }');
const reader = createDocumentReader({ schema, limits: { tokens: 1_000, errors: 5 }, checkStructure: () => [], remembered: 10 });
const read = (source: string) => {
  const outcome = reader.read(source);
  return 'errors' in outcome ? outcome.errors.map((error) => ({ code: error.extensions.code, message: error.message })) : outcome.document.kind;
};

describe('reading a document', () => {
  it('gives the same document for the same text', () => {
    const [first, second] = [reader.read('{ animal { name } }'), reader.read('{ animal { name } }')];

    expect(first).toHaveProperty('document.kind', Kind.DOCUMENT);
    expect('document' in first && 'document' in second && first.document === second.document).toBe(true);
  });

  it('keeps no places of what is in order, and shows those of what is not', () => {
    const kept = reader.read('{ animal { name } } ');
    const refused = reader.read('{ animal { nome } }');

    expect(JSON.stringify(kept)).not.toContain('"loc"');
    expect('errors' in refused && refused.errors[0]?.locations).toEqual([{ line: 1, column: 12 }]);
  });

  it('says where the text cannot be parsed', () => {
    const outcome = reader.read('{ animal { name }');

    expect('errors' in outcome && outcome.errors.map((error) => error.toJSON())).toEqual([
      { message: 'Syntax Error: Expected Name, found <EOF>.', locations: [{ line: 1, column: 18 }], extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
    ]);
  });

  it('does not repeat a long text in its message', () => {
    const [error] = read(`{ animal } ${'x'.repeat(100_000)}`) as { code: string; message: string }[];

    expect(error?.code).toBe('GRAPHQL_PARSE_FAILED');
    expect(error?.message.length).toBeLessThanOrEqual(300);
  });

  it.each([['20,000 tokens', `{ ${'animal '.repeat(20_000)} }`], ['1,001 tokens', `{ ${'a '.repeat(999)} }`]])('refuses %s as too large', (_, source) => {
    expect(read(source)).toEqual([{ code: 'QUERY_TOO_LARGE', message: 'The document is too large.' }]);
  });

  it('refuses as too large what nests deeper than the stack although the token limit is raised', () => {
    const wide = createDocumentReader({ schema, limits: { tokens: 10_000_000, errors: 5 }, checkStructure: () => [], remembered: 10 });

    const outcome = wide.read('{a'.repeat(200_000));

    expect('errors' in outcome && outcome.errors[0]?.extensions.code).toBe('QUERY_TOO_LARGE');
  });

  it.each([
    ['field', '{ animal { nam } }'],
    ['root field', '{ animol { name } }'],
    ['type', 'query ($f: Filtr) { animal(filter: $f) { name } }'],
    ['enum value', '{ animal(kind: ELEFANT) { name } }'],
    ['argument', '{ animal(kin: ELEPHANT) { name } }'],
    ['input field', '{ animal(filter: { color: "x" }) { name } }'],
    ['the federation entrance', '{ _service { sdl } }'],
    ['entities', '{ _entities(representations: []) { __typename } }'],
  ])('refuses an unknown %s without suggesting one', (_, source) => {
    const errors = read(source) as { code: string; message: string }[];

    expect(errors.every(({ code }) => code === 'GRAPHQL_VALIDATION_FAILED')).toBe(true);
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toMatch(/Did you mean|ELEPHANT"|colour/);
  });

  it('returns at most five errors', () => {
    expect(read(`{ animal { ${'nope '.repeat(60)} } }`)).toHaveLength(5);
    expect(read(`{ animal { name ${Array.from({ length: 10 }, (_, index) => `@unknown${index}`).join(' ')} } }`)).toHaveLength(5);
  });

  it.each([
    ['itself', '{ animal { ...A } } fragment A on Animal { ...A }'],
    ['another', '{ animal { ...A } } fragment A on Animal { ...B } fragment B on Animal { ...A }'],
    ['itself without being used', '{ animal { name } } fragment A on Animal { ...A }'],
  ])('refuses a fragment that spreads %s', (_, source) => {
    expect(read(source)).toContainEqual(expect.objectContaining({ code: 'GRAPHQL_VALIDATION_FAILED' }));
  });

  it('asks for the structure before it validates', () => {
    const strict = createDocumentReader({ schema, limits: { tokens: 1_000, errors: 5 }, checkStructure: () => [new GraphQLError('refused')], remembered: 10 });

    const outcome = strict.read('{ nothing }');

    expect('errors' in outcome && outcome.errors.map(({ message }) => message)).toEqual(['refused']);
  });

  it('parses without caching on request', () => {
    expect(parseDocument('{ a }', 10)).not.toBe(parseDocument('{ a }', 10));
  });

  it('takes the suggestion out of a coercion message', () => {
    expect(withoutSuggestions('Value "ELEFANT" does not exist in "Kind" enum. Did you mean the enum value "ELEPHANT"?')).toBe('Value "ELEFANT" does not exist in "Kind" enum.');
  });
});

describe('the bounded cache', () => {
  it('forgets the entry used least recently', () => {
    const cache = new BoundedCache<number>(2, 100);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);

    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2]);
  });

  it('holds no more weight than allowed, counting a replaced entry once', () => {
    const cache = new BoundedCache<string>(10, 10);
    cache.set('a', 'x', 6);
    cache.set('a', 'y', 6);
    cache.set('b', 'z', 4);
    expect(cache.size).toBe(2);

    cache.set('c', 'w', 5);

    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, 'z', 'w']);
    cache.set('d', 'too heavy', 11);
    expect([cache.get('d'), cache.size]).toEqual([undefined, 2]);
  });
});
