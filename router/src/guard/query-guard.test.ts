import { getIntrospectionQuery, parse } from 'graphql';
import { composeFixture, fixtureGuard, LIMITS, refusalCodes, type Asked } from './guard-fixture';

const fixture = composeFixture();
const facts = new Map([['Mutation.signIn', { alone: true }], ['Mutation.redeemCoupon', { alone: true }]]);
const guard = fixtureGuard(fixture, facts);
const codes = (asked: Asked) => refusalCodes(fixture, guard, asked);
const repeat = (count: number, piece: (index: number) => string) => Array.from({ length: count }, (_, index) => piece(index)).join(' ');
const nested = (levels: number) => `{ me { ${'friends { '.repeat(levels - 2)} id ${'} '.repeat(levels - 2)} } }`;
/** A document of few tokens that unfolds `content` 2^doublings times. */
const bomb = (doublings: number, content: string, on = 'Shopper', root = 'me') => `
  query { ${root} { ...F0 } }
  ${repeat(doublings, (index) => `fragment F${index} on ${on} { ...F${index + 1} ...F${index + 1} }`)}
  fragment F${doublings} on ${on} { ${content} }`;

describe('the query guard', () => {
  const passing: [string, Asked][] = [
    ['an ordinary page', { source: 'query ($n: Int) { items(first: $n) { edges { cursor node { sku name } } pageInfo { hasNextPage } totalCount } }', variables: { n: 100 } }],
    ['a variable page size left out', { source: 'query ($n: Int) { items(first: $n) { nodes { sku } } }' }],
    ['a variable page size of null', { source: 'query ($n: Int = 7) { items(first: $n) { nodes { sku } } }', variables: { n: null } }],
    ['ten nested fields', { source: '{ me { items(first: 1) { nodes { related(first: 1) { nodes { related(first: 1) { nodes { related(first: 1) { nodes { sku } } } } } } } } } }' }],
    ['thirty aliases', { source: `{ me { ${repeat(30, (index) => `a${index}: name`)} } }` }],
    ['an alias of a name that is no key there', { source: '{ me { sku: name price: email } }' }],
    ['a key under its own name', { source: '{ me { id: id items { nodes { sku: sku price: price } } } }' }],
    ['a sensitive field alone', { source: 'mutation { signIn(email: "a", password: "b") { id name } }' }],
    ['a number called limit that is no page size', { source: 'mutation { setQuota(limit: 100000) }' }],
    ['two ordinary root fields', { source: '{ me { id } anything { __typename } }' }],
    ['introspection where it is on', { source: getIntrospectionQuery(), introspection: true }],
    ['250 ids', { source: 'query ($ids: [ID!]!) { itemsById(ids: $ids) { sku } }', variables: { ids: Array(250).fill('1') } }],
    ['a long list in a scalar of free form', { source: 'query ($f: ItemFilter) { items(filter: $f) { totalCount } }', variables: { f: { document: Array(900).fill(1) } } }],
  ];
  it.each(passing)('lets %s pass', (_, asked) => {
    expect(codes(asked)).toEqual([]);
  });

  const refused: [string, string, Asked][] = [
    ['eleven nested fields', 'QUERY_TOO_DEEP', { source: nested(11) }],
    ['twenty nested lists', 'QUERY_TOO_DEEP', { source: nested(20) }],
    ['depth hidden in fragments', 'QUERY_TOO_DEEP', { source: `{ me { ...A } } fragment A on Shopper { friends { friends { friends { friends { ...B } } } } } fragment B on Shopper { friends { friends { friends { friends { friends { id } } } } } }` }],
    ['200 aliases of __typename', 'TOO_MANY_ALIASES', { source: `{ me { ${repeat(200, (index) => `t${index}: __typename`)} } }` }],
    ['31 aliases of a field', 'TOO_MANY_ALIASES', { source: `{ me { ${repeat(31, (index) => `a${index}: name`)} } }` }],
    ['aliases multiplied by fragments', 'TOO_MANY_ALIASES', { source: bomb(8, 'a: name') }],
    ['one field 501 times', 'QUERY_TOO_LARGE', { source: `{ me { ${'name '.repeat(501)} } }` }],
    ['fields multiplied by fragments', 'QUERY_TOO_LARGE', { source: bomb(60, 'name email') }],
    ['21 root fields', 'QUERY_TOO_LARGE', { source: `{ ${'me { id } '.repeat(21)} }` }],
    ['root fields through a fragment', 'QUERY_TOO_LARGE', { source: `{ ...R ...R } fragment R on Query { ${'__typename '.repeat(11)} }` }],
    ['150 directives', 'QUERY_TOO_LARGE', { source: `{ me { ${'name @include(if: true) '.repeat(150)} } }` }],
    ['nested pages', 'QUERY_TOO_EXPENSIVE', { source: '{ items(first: 100) { nodes { related(first: 100) { nodes { related(first: 100) { nodes { sku } } } } } } }' }],
    ['nested pages in variables', 'QUERY_TOO_EXPENSIVE', { source: 'query ($n: Int) { items(first: $n) { nodes { related(last: $n) { nodes { sku } } } } }', variables: { n: 90 } }],
    ['nested pages by default of a variable', 'QUERY_TOO_EXPENSIVE', { source: 'query ($n: Int = 100) { items(first: $n) { nodes { related(first: $n) { nodes { sku } } } } }' }],
    ['nested lists without a page size', 'QUERY_TOO_EXPENSIVE', { source: '{ me { friends { friends { friends { friends { id } } } } } }' }],
    ['lists in fragments that share a page variable', 'QUERY_TOO_EXPENSIVE', { source: 'query ($n: Int) { items(first: $n) { ...P } } fragment P on ItemConnection { edges { node { related(first: $n) { ...Q } } } } fragment Q on ItemConnection { nodes { sku } }', variables: { n: 80 } }],
    ['a million rows, literal', 'PAGE_SIZE_OUT_OF_RANGE', { source: '{ items(first: 1000000) { totalCount } }' }],
    ['101 rows', 'PAGE_SIZE_OUT_OF_RANGE', { source: '{ items(last: 101) { totalCount } }' }],
    ['no rows', 'PAGE_SIZE_OUT_OF_RANGE', { source: '{ items(first: 0) { totalCount } }' }],
    ['a negative page', 'PAGE_SIZE_OUT_OF_RANGE', { source: '{ items(first: -1) { totalCount } }' }],
    ['a million rows, variable', 'PAGE_SIZE_OUT_OF_RANGE', { source: 'query ($n: Int) { items(first: $n) { totalCount } }', variables: { n: 1_000_000 } }],
    ['a negative page, variable', 'PAGE_SIZE_OUT_OF_RANGE', { source: 'query ($n: Int) { items(last: $n) { totalCount } }', variables: { n: -1 } }],
    ['a million rows, default of a variable', 'PAGE_SIZE_OUT_OF_RANGE', { source: 'query ($n: Int = 1000000) { items(first: $n) { totalCount } }' }],
    ['a million rows inside an input object', 'PAGE_SIZE_OUT_OF_RANGE', { source: '{ pagedItems(page: { first: 1000000 }) { totalCount } }' }],
    ['a million rows deep inside a list of input objects', 'PAGE_SIZE_OUT_OF_RANGE', { source: '{ pagedItems(pages: [{ size: 1 }, { inner: { first: 1000000 } }]) { totalCount } }' }],
    ['a million rows, variable inside an input object', 'PAGE_SIZE_OUT_OF_RANGE', { source: 'query ($n: Int) { pagedItems(page: { inner: { first: $n } }) { totalCount } }', variables: { n: 1_000_000 } }],
    ['a million rows inside a variable input object', 'PAGE_SIZE_OUT_OF_RANGE', { source: 'query ($p: PageInput) { pagedItems(page: $p) { totalCount } }', variables: { p: { inner: { first: 1_000_000 } } } }],
    ['a million rows inside the default of a variable input object', 'PAGE_SIZE_OUT_OF_RANGE', { source: 'query ($p: PageInput = { first: 1000000 }) { pagedItems(page: $p) { totalCount } }' }],
    ['a million rows as limit', 'PAGE_SIZE_OUT_OF_RANGE', { source: '{ featuredItems(limit: 1000000) { sku } }' }],
    ['a million rows as take in a variable', 'PAGE_SIZE_OUT_OF_RANGE', { source: 'query ($n: Int) { featuredItems(take: $n) { sku } }', variables: { n: 1_000_000 } }],
    ['a page size in a fragment', 'PAGE_SIZE_OUT_OF_RANGE', { source: '{ me { ...A } } fragment A on Shopper { items(first: 101) { totalCount } }' }],
    ['251 ids in a variable', 'BAD_USER_INPUT', { source: 'query ($ids: [ID!]!) { itemsById(ids: $ids) { sku } }', variables: { ids: Array(251).fill('1') } }],
    ['251 ids written out', 'BAD_USER_INPUT', { source: `{ itemsById(ids: [${'"1",'.repeat(251)}]) { sku } }` }],
    ['a long list inside an input object', 'BAD_USER_INPUT', { source: 'mutation ($i: ItemInput!) { saveItem(input: $i) { sku } }', variables: { i: { name: 'x', tags: Array(251).fill('t') } } }],
    ['a long list inside a list', 'BAD_USER_INPUT', { source: 'mutation ($i: ItemInput!) { saveItem(input: $i) { sku } }', variables: { i: { name: 'x', rows: [[1], Array(251).fill(1)] } } }],
    ['a variable nested 90,000 levels', 'BAD_USER_INPUT', { source: 'query ($f: ItemFilter) { items(filter: $f) { totalCount } }', variables: { f: JSON.parse(`{"document":${'['.repeat(90_000)}${']'.repeat(90_000)}}`) as unknown } }],
    ['a sensitive field twice', 'BATCH_NOT_ALLOWED', { source: 'mutation { a: signIn(email: "a", password: "b") { id } b: signIn(email: "a", password: "c") { id } }' }],
    ['a sensitive field beside another', 'BATCH_NOT_ALLOWED', { source: 'mutation { redeemCoupon(code: "x") setQuota(limit: 1) }' }],
    ['a sensitive field beside __typename', 'BATCH_NOT_ALLOWED', { source: 'mutation { __typename redeemCoupon(code: "x") }' }],
    ['a sensitive field twice through fragments', 'BATCH_NOT_ALLOWED', { source: 'mutation { ...A ...A } fragment A on Mutation { redeemCoupon(code: "x") }' }],
    ['a sensitive field in each of two operations', 'BATCH_NOT_ALLOWED', { source: 'mutation A { redeemCoupon(code: "x") } mutation B { redeemCoupon(code: "y") }', operationName: 'A' }],
    ['__schema', 'INTROSPECTION_DISABLED', { source: '{ __schema { queryType { name } } }' }],
    ['__type in a fragment', 'INTROSPECTION_DISABLED', { source: '{ ...T } fragment T on Query { __type(name: "Item") { name } }' }],
    ['an operation name that the document lacks', 'OPERATION_NOT_FOUND', { source: 'query A { me { id } }', operationName: 'B' }],
    ['no operation name where there are two', 'OPERATION_NOT_FOUND', { source: 'query A { me { id } } query B { me { id } }' }],
  ];
  it.each(refused)('refuses %s with %s', (_, code, asked) => {
    expect(codes(asked)).toEqual([code]);
  });

  it('counts a page size once for the connection that has it, not for the fields around', () => {
    const source = 'query ($n: Int) { items(first: $n) { nodes { sku maker { title } } totalCount } me { id } }';

    const strict = fixtureGuard(fixture, facts, { ...LIMITS, cost: 1 + 2 * 100 + 1 });
    const stricter = fixtureGuard(fixture, facts, { ...LIMITS, cost: 2 * 100 + 1 });

    expect(refusalCodes(fixture, strict, { source, variables: { n: 100 } })).toEqual([]);
    expect(refusalCodes(fixture, stricter, { source, variables: { n: 100 } })).toEqual(['QUERY_TOO_EXPENSIVE']);
    expect(refusalCodes(fixture, stricter, { source, variables: { n: 99 } })).toEqual([]);
  });

  it('takes the page size that the schema gives where the client gives none', () => {
    const source = '{ me { items { nodes { sku } } } }';

    expect(refusalCodes(fixture, fixtureGuard(fixture, facts, { ...LIMITS, cost: 52 }), { source })).toEqual([]);
    expect(refusalCodes(fixture, fixtureGuard(fixture, facts, { ...LIMITS, cost: 51 }), { source })).toEqual(['QUERY_TOO_EXPENSIVE']);
  });

  it('names the field whose page size is out of range', () => {
    const [error] = guard({ document: parse('query ($p: PageInput) { pagedItems(page: $p) { totalCount } }'), variables: { p: { first: 500 } }, introspection: false });

    expect(error?.extensions).toEqual({ code: 'PAGE_SIZE_OUT_OF_RANGE', fields: [{ path: 'page.first', reason: 'RANGE', detail: '1 to 100' }] });
  });

  it('returns no more errors than the limit', () => {
    const document = parse(`{ ${repeat(20, (index) => `a${index}: items(first: 500) { totalCount }`)} }`);

    expect(guard({ document, variables: {}, introspection: false })).toHaveLength(5);
  });

  it('tells each root field as often as it is asked for', () => {
    const document = parse('query A { ...R me { id } } query B { anything { __typename } } fragment R on Query { x: me { id } named { name } }');

    expect([...guard.rootFields(document, 'A')].sort()).toEqual(['Query.me', 'Query.me', 'Query.named']);
    expect(guard.rootFields(document, 'B')).toEqual(['Query.anything']);
    expect(guard.rootFields(document, 'C')).toEqual([]);
  });
});
