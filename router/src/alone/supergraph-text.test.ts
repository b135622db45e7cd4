import { readContract } from '../starting/contract';
import { RouterAlone } from './alone.fixture';
import { composed, newShop } from './plain-subgraph.fixture';
import { readSupergraphText } from './supergraph-text';

describe('the text of a supergraph', () => {
  it('says where its subgraphs are', () => {
    const { products, reviews } = newShop();
    expect(readSupergraphText(composed([products, reviews])).subgraphs).toEqual([{ name: 'products', url: new URL(products.url) }, { name: 'reviews', url: new URL(reviews.url) }]);
  });

  it.each([
    ['is not GraphQL', () => 'supergraph: yes', /Syntax Error/],
    ['is a plain schema', () => 'type Query { a: Int }', /It names no subgraphs.*compose it first/],
    ['names an address that is none', () => readContract().supergraphSdl.replace(/url: "http[^"]*\/graphql"/, 'url: "nowhere"'), /"nowhere" is no http or https address/],
    ['names a file', () => readContract().supergraphSdl.replace(/url: "http[^"]*\/graphql"/, 'url: "file:///etc/passwd"'), /is no http or https address/],
  ])('is refused where it %s', (_reason, text, message) => {
    expect(() => readSupergraphText(text())).toThrow(message);
  });
});

describe('a router over a supergraph that it does not support', () => {
  const { products, reviews } = newShop();
  const withDirective = () => composed([products, reviews], (typeDefs) => typeDefs.replace('name: String', 'name: String @authenticated'));

  it('does not start, and names the directive', async () => {
    const router = new RouterAlone(withDirective());
    await expect(router.start()).rejects.toThrow('The supergraph cannot be served:\n  - @authenticated (v0.1) is not supported.');
    await router.stop();
  });
});
