import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, validate, type GraphQLSchema } from 'graphql';
import type { QueryLimits } from '../limits/limits';
import type { RuleFacts } from '../limits/rule-facts';
import { createQueryGuard, type QueryGuard } from './query-guard';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@requires", "@external", "@inaccessible"])';

const SHOP = `${LINK}
  type Query {
    me: Shopper
    shopper(id: ID!): Shopper
    items(first: Int, after: String, last: Int, filter: ItemFilter): ItemConnection!
    pagedItems(page: PageInput, pages: [PageInput!]): ItemConnection!
    featuredItems(limit: Int, take: Int): [Item!]!
    itemsById(ids: [ID!]!): [Item]!
    anything: Thing
    named: Named
    secret: Secret @inaccessible
  }
  type Mutation {
    signIn(email: String!, password: String!): Shopper
    redeemCoupon(code: String!): Boolean
    saveItem(input: ItemInput!): Item
    setQuota(limit: Int!, last: String): Boolean
  }
  type Subscription { itemChanged(id: ID!): Item }
  type Secret @inaccessible { code: String }
  interface Named { name: String! }
  union Thing = Item | Shopper
  input ItemFilter { names: [String!], nested: ItemFilter, document: Document }
  input PageInput { first: Int, size: Int, inner: PageInput }
  input ItemInput { name: String!, tags: [String!], rows: [[Int!]!] }
  scalar Document
  type Shopper implements Named @key(fields: "id") { id: ID! name: String! email: String items(first: Int = 50): ItemConnection! friends: [Shopper!]! }
  type Item implements Named @key(fields: "sku") @key(fields: "maker { code }") {
    sku: ID! name: String! label: String maker: Maker! price: Int weight: Int related(first: Int, last: Int): ItemConnection! tags: [String!]!
  }
  type Maker @key(fields: "code") { code: ID! title: String items: [Item!]! }
  type ItemConnection { edges: [ItemEdge!]! nodes: [Item!]! totalCount: Int! pageInfo: PageInfo! }
  type ItemEdge { cursor: String! node: Item! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
`;

const SHIPPING = `${LINK}
  type Item @key(fields: "sku") { sku: ID! price: Int @external weight: Int @external shippingEstimate: Int @requires(fields: "price weight") }
`;

export interface GuardFixture {
  readonly schema: GraphQLSchema;
}

/** A small supergraph of two subgraphs with keys, a nested key, a required input and abstract types. */
export function composeFixture(): GuardFixture {
  const composed = composeServices([['shop', SHOP], ['shipping', SHIPPING]].map(([name, sdl]) => ({ name: name as string, url: `http://${name}.test`, typeDefs: parse(sdl as string) })));
  if (composed.errors) throw new Error(composed.errors.map(String).join('\n'));
  return { schema: Supergraph.build(composed.supergraphSdl).apiSchema().toGraphQLJSSchema() };
}

export const LIMITS: QueryLimits = {
  tokens: 1_000, depth: 10, rootFields: 20, aliases: 30, fields: 500, directives: 50, pageSize: 100, listInput: 250, cost: 5_000, errors: 5,
};

export function fixtureGuard({ schema }: GuardFixture, ruleFacts: RuleFacts = new Map(), limits = LIMITS): QueryGuard {
  return createQueryGuard({ apiSchema: schema, limits, ruleFacts });
}

export interface Asked {
  readonly source: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly introspection?: boolean;
}

/** Codes with which the guard refuses a valid document; a document that is not valid is a mistake of the test. */
export function refusalCodes(fixture: GuardFixture, guard: QueryGuard, { source, variables = {}, operationName, introspection = false }: Asked): string[] {
  const document = parse(source);
  const mistakes = validate(fixture.schema, document);
  if (mistakes.length > 0) throw new Error(`The test's document is not valid: ${mistakes.map(String).join('\n')}`);
  return [...new Set(guard({ document, operationName, variables, introspection }).map((error) => String(error.extensions.code)))];
}
