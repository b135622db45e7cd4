import { parse } from 'graphql';
import { analyseDocument } from './analyse-document';
import { composeFixture, fixtureGuard } from './guard-fixture';

const fixture = composeFixture();
const analyse = (source: string) => analyseDocument(parse(source), { schema: fixture.schema, maxDepth: 10 });
const codes = (source: string) => fixtureGuard(fixture).checkStructure(parse(source)).map((error) => error.extensions.code);
const fragments = (count: number, last: string) => Array.from({ length: count }, (_, index) => `fragment F${index} on Shopper { ...F${index + 1} ...F${index + 1} }`).join(' ') + last;

describe('the reading of a document', () => {
  it('looks at each selection once although fragments unfold to 2^100 fields', () => {
    const facts = analyse(`{ me { ...F0 } } ${fragments(100, 'fragment F100 on Shopper { name }')}`);

    expect(facts.visited).toBe(2 + 2 * 100 + 1);
    expect(facts.operations[0]?.fields).toBe(2 ** 100 + 1);
  });

  it('prices shared fragments once although their lists multiply', () => {
    const guard = fixtureGuard(fixture, new Map(), { ...{ tokens: 1e4, depth: 1e4, rootFields: 1e4, directives: 1e4, pageSize: 100, listInput: 250, errors: 5 }, aliases: Infinity, fields: Infinity, cost: 5_000 });
    const chain = Array.from({ length: 60 }, (_, index) => `fragment F${index} on Shopper { ...F${index + 1} ...F${index + 1} items(first: $n) { totalCount } }`).join(' ');
    const document = parse(`query ($n: Int) { me { ...F0 } } ${chain} fragment F60 on Shopper { items(first: $n) { nodes { sku } } }`);

    const refusals = guard({ document, variables: { n: 1 }, introspection: false });

    expect(refusals.map((error) => error.extensions.code)).toEqual(['QUERY_TOO_EXPENSIVE']);
  });

  it.each([
    ['itself', '{ me { ...A } } fragment A on Shopper { name ...A }'],
    ['itself through a field', '{ me { ...A } } fragment A on Shopper { friends { ...A } }'],
    ['another', '{ me { ...A } } fragment A on Shopper { ...B } fragment B on Shopper { name ...A }'],
  ])('calls a fragment that spreads %s too deep instead of following it', (_, source) => {
    expect(codes(source)).toEqual(['QUERY_TOO_DEEP']);
  });

  it('leaves a cycle that no operation uses to validation', () => {
    expect(codes('{ me { name } } fragment A on Shopper { ...A }')).toEqual([]);
  });

  it('does not stumble over what the schema does not know', () => {
    const facts = analyse('query { nothing(first: 1000) { a: b ...Missing ... on Nobody { c } } me(first: 5) { id } } subscription { nothing } fragment X on Nobody { __typename }');

    expect(facts.operations.map(({ fields, depth }) => [fields, depth])).toEqual([[5, 2], [1, 1]]);
  });

  it('stops descending below the deepest level allowed', () => {
    const levels = 400;

    expect(analyse(`{ me ${'{ friends '.repeat(levels)} { id } ${'}'.repeat(levels)} }`).visited).toBeLessThan(30);
  });
});
