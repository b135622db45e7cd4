import { aliasOverKey } from '../cases/alias-over-key.case';
import { graphOf } from '../named-case';
import { examineCase } from '../running/examine-case';
import { shrinkCase, type AskedCase } from './shrink-case';

/** The stock gateway is wrong here, which will not change. */
const fails = async (candidate: AskedCase): Promise<boolean> => (await examineCase({ ...candidate, system: 'apollo-gateway', seeds: [1] })).difference?.kind === 'wrong data';

describe('shrinking', () => {
  it('leaves what the failure needs', async () => {
    const graph = graphOf(aliasOverKey);
    const found: AskedCase = {
      graph: {
        subgraphs: { ...graph.subgraphs, users: 'type Query { me(first: Int = 1): User } type User @key(fields: "id") { id: ID! name: String } type Product @key(fields: "upc", resolvable: false) { upc: ID! }' },
        data: { ...graph.data, 'Query': { ...graph.data.Query, me: 'User:1' }, 'User:1': { id: '1', name: 'Asha' }, 'Product:2': { upc: '2', name: 'Couch' } },
      },
      question: {
        query: 'query($yes: Boolean!, $first: Int) { me(first: $first) { ...Person } top @include(if: $yes) { weight ... on Product { upc: name } reviews estimate } } fragment Person on User { name id }',
        variables: { yes: true, first: 3 },
      },
    };
    expect(await fails(found)).toBe(true);

    const { graph: { subgraphs, data }, question } = await shrinkCase(found, fails);

    expect(question).toEqual({ query: expect.stringMatching(/^\{\n {2}top \{\n {4}upc: name\n {4}(?:estimate|reviews)\n {2}\}\n\}$/), variables: {} });
    expect(Object.keys(subgraphs)).toEqual(['products', 'shipping']);
    expect(subgraphs.products).toMatch(/^type Query \{\n {2}top: \[?Product\]?\n\}\n\ntype Product @key\(fields: "upc"\) \{\n {2}upc: ID\n {2}name: String\n/);
    expect(Object.keys(data)).toEqual(['Query', 'Product:1']);
  });
});
