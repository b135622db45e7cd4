// Many known documents: the same query under N names, so that the work of a request is equal and only what is remembered differs. One server for each N.
const { productByUpc, personById, reviewsByProduct } = require('./graph/data');
const { start } = require('./product');

const query = (index) => `query Known${index} { product(upc: "1") { name${index}: name price reviews(first: 2) { id author { name } } } }`;

function expected(index) {
  const { name, price } = productByUpc.get('1');
  const reviews = reviewsByProduct.get('1').slice(0, 2).map(({ id, authorId }) => ({ id, author: { name: personById.get(authorId).name } }));
  return JSON.stringify({ data: { product: { [`name${index}`]: name, price, reviews } } });
}

const requestsOf = (count) => Array.from({ length: count }, (_, index) => ({ path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: query(index) }), expected: expected(index) }));

/** Servers that know 10, 1,000 … documents, as targets of a workload each. */
async function startDocuments(supergraph, counts) {
  const running = [];
  const stop = () => Promise.all(running.map((server) => server.stop()));
  try {
    const targets = [];
    for (const count of counts) {
      const server = start('bench/servers/sangam-together.js', { NODE_ENV: 'production' }, { args: [supergraph] });
      running.push(server);
      const { url } = await server.ready;
      targets.push({ workload: `documents-${count}`, system: 'sangam-together', url, pids: [server.pid], requests: requestsOf(count) });
    }
    return { targets, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

module.exports = { startDocuments };
