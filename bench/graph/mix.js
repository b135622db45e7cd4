// Fifty small operations as an application would send them, each with the hand-written function that answers the same from the rows.
const { people, products, inStock, personById, productByUpc, reviewById, reviewsByAuthor, reviewsByProduct, shippingEstimate, limited } = require('./data');

// Objects as a REST handler writes them.
const productLine = ({ upc, name, price }) => ({ upc, name, price });
const reviewLine = ({ id, body }) => ({ id, body });
const personLine = ({ id, username }) => ({ id, username });
const authorOf = ({ authorId }) => personById.get(authorId);
const productOf = ({ upc }) => productByUpc.get(upc);
const shipping = ({ price, weight }) => shippingEstimate(price, weight);
const written = ({ id }, count) => limited(reviewsByAuthor.get(id), count);
const received = ({ upc }, count) => limited(reviewsByProduct.get(upc), count);

/** Selections: what is asked below a field, and the object that it stands for. `$count` limits lists, `$full` adds a field. */
const OF_PERSON = [
  ['Id', 'id', ({ id }) => ({ id })],
  ['Line', 'id username', personLine],
  ['Card', 'id name username birthday', ({ id, name, username, birthday }) => ({ id, name, username, birthday })],
  ['Optional', 'id name birthday @include(if: $full)', ({ id, name, birthday }, { full }) => (full ? { id, name, birthday } : { id, name })],
  ['ReviewIds', 'name reviews(first: $count) { id }', (person, { count }) => ({ name: person.name, reviews: written(person, count).map(({ id }) => ({ id })) })],
  ['Reviews', 'id reviews(first: $count) { id body }', (person, { count }) => ({ id: person.id, reviews: written(person, count).map(reviewLine) })],
  ['Bought', 'id reviews(first: $count) { id product { upc name price } }', (person, { count }) => (
    { id: person.id, reviews: written(person, count).map((review) => ({ id: review.id, product: productLine(productOf(review)) })) })],
  ['Stock', 'username reviews(first: $count) { product { upc inStock } }', (person, { count }) => (
    { username: person.username, reviews: written(person, count).map(({ upc }) => ({ product: { upc, inStock: inStock.get(upc) } })) })],
  ['Shipping', 'name reviews(first: $count) { product { name shippingEstimate } }', (person, { count }) => (
    { name: person.name, reviews: written(person, count).map((review) => ({ product: { name: productOf(review).name, shippingEstimate: shipping(productOf(review)) } })) })],
];

const OF_PRODUCT = [
  ['Name', 'name', ({ name }) => ({ name })],
  ['Line', 'upc name price', productLine],
  ['Stock', 'upc name inStock', ({ upc, name }) => ({ upc, name, inStock: inStock.get(upc) })],
  ['Shipping', 'upc price shippingEstimate', (product) => ({ upc: product.upc, price: product.price, shippingEstimate: shipping(product) })],
  ['Optional', 'upc name weight @include(if: $full)', ({ upc, name, weight }, { full }) => (full ? { upc, name, weight } : { upc, name })],
  ['ReviewIds', 'name reviews(first: $count) { id }', (product, { count }) => ({ name: product.name, reviews: received(product, count).map(({ id }) => ({ id })) })],
  ['Reviews', 'upc inStock reviews(first: $count) { id body }', (product, { count }) => (
    { upc: product.upc, inStock: inStock.get(product.upc), reviews: received(product, count).map(reviewLine) })],
  ['Authors', 'name reviews(first: $count) { id author { id username } }', (product, { count }) => (
    { name: product.name, reviews: received(product, count).map((review) => ({ id: review.id, author: personLine(authorOf(review)) })) })],
  ['AuthorNames', 'name price reviews(first: $count) { author { name } }', (product, { count }) => (
    { name: product.name, price: product.price, reviews: received(product, count).map((review) => ({ author: { name: authorOf(review).name } })) })],
];

const OF_REVIEW = [
  ['Line', 'id body', reviewLine],
  ['Optional', 'id body @include(if: $full)', ({ id, body }, { full }) => (full ? { id, body } : { id })],
  ['Author', 'id author { id username }', (review) => ({ id: review.id, author: personLine(authorOf(review)) })],
  ['AuthorName', 'id body author { name birthday }', (review) => ({ ...reviewLine(review), author: { name: authorOf(review).name, birthday: authorOf(review).birthday } })],
  ['Product', 'id product { upc name price }', (review) => ({ id: review.id, product: productLine(productOf(review)) })],
  ['Stock', 'id product { name inStock shippingEstimate }', (review) => (
    { id: review.id, product: { name: productOf(review).name, inStock: inStock.get(review.upc), shippingEstimate: shipping(productOf(review)) } })],
  ['Both', 'body author { username } product { name }', (review) => ({ body: review.body, author: { username: authorOf(review).username }, product: { name: productOf(review).name } })],
];

/** Root fields with the variables they take. `rows` finds what the field answers with. */
const ROOTS = [
  { field: 'me', selections: OF_PERSON, rows: () => people[0] },
  { field: 'user', argument: 'id', type: 'ID!', pick: (index) => people[index % people.length].id, selections: OF_PERSON, rows: ({ id }) => personById.get(id) },
  { field: 'users', selections: OF_PERSON.slice(0, 7), rows: () => people },
  { field: 'topProducts', argument: 'first', type: 'Int', pick: (index) => 1 + (index % products.length), selections: OF_PRODUCT, rows: ({ first }) => limited(products, first) },
  { field: 'product', argument: 'upc', type: 'String!', pick: (index) => products[index % products.length].upc, selections: OF_PRODUCT, rows: ({ upc }) => productByUpc.get(upc) },
  { field: 'review', argument: 'id', type: 'ID!', pick: (index) => String(1 + index), selections: OF_REVIEW, rows: ({ id }) => reviewById.get(id) },
];

function operation({ field, argument, type, pick, rows }, [suffix, selection, build]) {
  const name = field + suffix;
  const uses = { ...(argument && { [argument]: type }), ...(selection.includes('$count') && { count: 'Int' }), ...(selection.includes('$full') && { full: 'Boolean!' }) };
  const declared = Object.entries(uses).map(([variable, of]) => `$${variable}: ${of}`).join(', ');
  const query = `query ${name}${declared && `(${declared})`} { ${field}${argument ? `(${argument}: $${argument})` : ''} { ${selection} } }`;
  const variables = (index) => ({ ...(argument && { [argument]: pick(index) }), ...(uses.count && { count: 1 + (index % 3) }), ...(uses.full && { full: index % 2 === 0 }) });
  const answer = (values) => {
    const found = rows(values);
    return { [field]: Array.isArray(found) ? found.map((row) => build(row, values)) : build(found, values) };
  };
  return { name, query, variables, answer };
}

const operations = ROOTS.flatMap((root) => root.selections.map((selection) => operation(root, selection)));

module.exports = { operations };
