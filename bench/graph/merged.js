// The same graph as one schema without federation, for servers that execute it whole.
const { people, products, inStock, personById, productByUpc, reviewById, reviewsByAuthor, reviewsByProduct, shippingEstimate, limited } = require('./data');

const sdl = `
  type Query { me: User user(id: ID!): User users: [User] topProducts(first: Int = 5): [Product] product(upc: String!): Product review(id: ID!): Review }
  type User { id: ID! name: String username: String birthday: Int reviews(first: Int): [Review] }
  type Product { upc: String! name: String price: Int weight: Int inStock: Boolean shippingEstimate: Int reviews(first: Int): [Review] }
  type Review { id: ID! body: String product: Product author: User }`;

const resolvers = {
  Query: {
    me: () => people[0],
    user: (_root, { id }) => personById.get(id) ?? null,
    users: () => people,
    topProducts: (_root, { first }) => limited(products, first),
    product: (_root, { upc }) => productByUpc.get(upc) ?? null,
    review: (_root, { id }) => reviewById.get(id) ?? null,
  },
  User: { reviews: ({ id }, { first }) => limited(reviewsByAuthor.get(id), first) },
  Product: {
    inStock: ({ upc }) => inStock.get(upc),
    shippingEstimate: ({ price, weight }) => shippingEstimate(price, weight),
    reviews: ({ upc }, { first }) => limited(reviewsByProduct.get(upc), first),
  },
  Review: { product: ({ upc }) => productByUpc.get(upc), author: ({ authorId }) => personById.get(authorId) },
};

module.exports = { sdl, resolvers };
