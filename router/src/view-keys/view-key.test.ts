import type { ViewerReads } from '@sangam/kit/authorization/viewer';
import { parse } from 'graphql';
import { composeGraph } from '../contract/emitted/compose';
import { viewFacts } from './view-facts';
import { viewKeyOf } from './view-key';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
const cooking = `${LINK}
  type Query { recipe(id: ID!): Recipe recipes: [Recipe!]! shelf: Dish menu: Menu mine: Recipe secret: String constructor: String }
  type Mutation { cook: Recipe }
  interface Dish { name: String! cost: String }
  type Recipe implements Dish @key(fields: "id") { id: ID! name: String! cost: String rating: Int similar: [Recipe!]! chef: User }
  type Drink implements Dish { name: String! cost: String }
  union Menu = Recipe | Drink
  type Note @key(fields: "id") { id: ID! text: String }
  type User @key(fields: "id") { id: ID! favourites: [Recipe!]! }`;
const identity = `${LINK}
  type Query { me: User }
  type User @key(fields: "id") { id: ID! displayName: String email: String }`;

const { supergraph } = composeGraph([
  { name: 'cooking', port: 4101, sdl: cooking, owns: new Set(['Recipe', 'Note']) },
  { name: 'identity', port: 4102, sdl: identity, owns: new Set(['User']) },
]);
const facts = viewFacts(supergraph, {
  cooking: {
    Query: { fields: { mine: 'user', secret: 'roles' } },
    Recipe: { reference: 'nothing', fields: { rating: 'roles', chef: 'organization' } },
    Drink: { fields: { cost: 'organization' } },
    User: { fields: { favourites: 'user' } },
    Note: { reference: 'roles' },
  },
  identity: { Query: { fields: { me: 'user' } }, User: { reference: 'nothing', fields: { email: 'user' } } },
});
const references = (selections: string) => `query ($keys: [_Any!]!) { _entities(representations: $keys) { __typename ${selections} } }`;

describe('the view key of an operation', () => {
  it.each<[ViewerReads, string]>([
    ['nothing', '{ __typename }'],
    ['nothing', '{ recipe(id: 1) { id name } }'],
    ['nothing', '{ constructor }'],
    ['roles', '{ recipe(id: 1) { rating } }'],
    ['roles', '{ recipe(id: 1) { shown: rating } other: recipe(id: 2) { name } }'],
    ['roles', '{ recipes { similar { similar { rating } } } }'],
    ['organization', '{ recipes { rating chef { id } } }'],
    ['user', '{ recipes { chef { id favourites { name } } } }'],
    ['user', '{ recipes { name } mine { name } }'],
    ['roles', '{ recipes { name } secret }'],
    ['roles', '{ recipe(id: 1) { name rating @include(if: false) } }'],
    ['nothing', '{ shelf { name } }'],
    ['organization', '{ shelf { cost } }'],
    ['organization', '{ menu { ... on Drink { cost } } }'],
    ['nothing', '{ menu { ... on Recipe { cost } ... { __typename } } }'],
    ['roles', '{ menu { ...Rated } } fragment Rated on Recipe { rating }'],
    ['user', '{ menu { ...Missing } }'],
    ['user', 'mutation { cook { name } }'],
  ])('is %s: %s', (level, document) => {
    expect(viewKeyOf(parse(document), facts.get('cooking'))).toBe(level);
  });

  it.each<[ViewerReads, string]>([
    ['nothing', '... on Recipe { name }'],
    ['roles', '... on Recipe { rating }'],
    ['roles', '... on Note { text }'],
    ['roles', '... on Recipe { name } ... on Note { id }'],
    ['user', '... on User { favourites { id } }'],
    ['nothing', '... on User { id }'],
    ['user', '... on Stranger { id }'],
    ['user', ''],
    ['user', '... { __typename }'],
  ])('of references is %s: %s', (level, selections) => {
    expect(viewKeyOf(parse(references(selections)), facts.get('cooking'))).toBe(level);
  });

  it('is counted for the subgraph that is asked', () => {
    const cards = parse(references('... on User { displayName }'));
    expect([viewKeyOf(cards, facts.get('identity')), viewKeyOf(parse(references('... on User { email }')), facts.get('identity'))]).toEqual(['nothing', 'user']);
  });

  it('is user for what nobody has told the reads of', () => {
    expect(viewKeyOf(parse('{ recipes { name } }'), undefined)).toBe('user');
    expect(viewKeyOf(parse('{ unknown { name } }'), facts.get('cooking'))).toBe('user');
    expect(viewKeyOf(parse('{ me { photo { url } } }'), viewFacts(supergraph, { identity: { Query: {} } }).get('identity'))).toBe('user');
  });
});
