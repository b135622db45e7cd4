// The four subgraphs: schema, synchronous resolvers, and what an entity reference stands for. The same for every system that federates.
const { people, products, inStock, personById, productByUpc, reviewById, reviewsByAuthor, reviewsByProduct, shippingEstimate, limited } = require('./data');

const FEDERATION = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])';

const accounts = {
  name: 'accounts',
  sdl: `${FEDERATION}
    type Query { me: User user(id: ID!): User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
  resolvers: { Query: { me: () => people[0], user: (_root, { id }) => personById.get(id) ?? null, users: () => people } },
  entities: { User: ({ id }) => personById.get(id) ?? null },
};

const catalogue = {
  name: 'products',
  sdl: `${FEDERATION}
    type Query { topProducts(first: Int = 5): [Product] product(upc: String!): Product }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  resolvers: { Query: { topProducts: (_root, { first }) => limited(products, first), product: (_root, { upc }) => productByUpc.get(upc) ?? null } },
  entities: { Product: ({ upc }) => productByUpc.get(upc) ?? null },
};

const opinions = {
  name: 'reviews',
  sdl: `${FEDERATION}
    type Query { review(id: ID!): Review }
    type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
    type User @key(fields: "id") { id: ID! username: String @external reviews(first: Int): [Review] }
    type Product @key(fields: "upc") { upc: String! reviews(first: Int): [Review] }`,
  resolvers: {
    Query: { review: (_root, { id }) => reviewById.get(id) ?? null },
    Review: { product: ({ upc }) => ({ upc }), author: ({ authorId }) => ({ id: authorId, username: personById.get(authorId).username }) },
    User: { reviews: ({ id }, { first }) => limited(reviewsByAuthor.get(id), first) },
    Product: { reviews: ({ upc }, { first }) => limited(reviewsByProduct.get(upc), first) },
  },
  entities: { User: ({ id }) => (reviewsByAuthor.has(id) ? { id } : null), Product: ({ upc }) => (reviewsByProduct.has(upc) ? { upc } : null), Review: ({ id }) => reviewById.get(id) ?? null },
};

const inventory = {
  name: 'inventory',
  sdl: `${FEDERATION}
    type Product @key(fields: "upc") { upc: String! price: Int @external weight: Int @external inStock: Boolean shippingEstimate: Int @requires(fields: "price weight") }`,
  resolvers: { Product: { shippingEstimate: ({ price, weight }) => shippingEstimate(price, weight) } },
  entities: { Product: ({ upc, price, weight }) => (inStock.has(upc) ? { upc, price, weight, inStock: inStock.get(upc) } : null) },
};

module.exports = { subgraphs: [accounts, catalogue, opinions, inventory] };
