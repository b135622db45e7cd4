// The hand-written REST side: the same JSON straight from the rows, one function for each path.
const { people, products, inStock, personById, productByUpc, reviewsByAuthor, reviewsByProduct, shippingEstimate } = require('./data');
const { operations } = require('./mix');

const line = ({ id, username, name }) => ({ id, username, name });
const item = ({ upc, name, price, weight }) => ({ inStock: inStock.get(upc), name, price, shippingEstimate: shippingEstimate(price, weight), upc, weight });

const light = () => {
  const [me] = people;
  const reviews = reviewsByAuthor.get(me.id).map((review) => {
    const { upc, name, price, weight } = productByUpc.get(review.upc);
    return { id: review.id, product: { upc, name, price, weight } };
  });
  return { me: { ...line(me), reviews } };
};

const medium = () => ({
  topProducts: products.slice(0, 5).map(({ upc, name, price, weight }) => ({
    upc, name, price, inStock: inStock.get(upc), shippingEstimate: shippingEstimate(price, weight),
    reviews: reviewsByProduct.get(upc).map(({ id, body, authorId }) => {
      const author = personById.get(authorId);
      return { id, body, author: { id: author.id, name: author.name, username: author.username } };
    }),
  })),
});

const reviewed = (person) => ({ ...line(person), reviews: reviewsByAuthor.get(person.id).map(({ id, body, upc }) => ({ id, body, product: item(productByUpc.get(upc)) })) });
const discussed = (product) => ({ ...item(product), reviews: reviewsByProduct.get(product.upc).map(({ id, body, authorId }) => ({ id, body, author: reviewed(personById.get(authorId)) })) });

const heavy = () => ({
  users: people.map((person) => ({ ...line(person), reviews: reviewsByAuthor.get(person.id).map(({ id, body, upc }) => ({ id, body, product: discussed(productByUpc.get(upc)) })) })),
  topProducts: products.slice(0, 5).map(discussed),
});

/** What a REST server reads from a query string. */
function parameters(query) {
  const values = { ...query };
  if (values.first !== undefined) values.first = Number(values.first);
  if (values.count !== undefined) values.count = Number(values.count);
  if (values.full !== undefined) values.full = values.full === 'true';
  return values;
}

/** Path → function of the query string's values. */
const answers = new Map([
  ['/light', light], ['/medium', medium], ['/heavy', heavy],
  ...operations.map(({ name, answer }) => [`/mix/${name}`, (query) => answer(parameters(query))]),
]);

module.exports = { answers };
