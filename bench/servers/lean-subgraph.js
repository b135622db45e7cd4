// One subgraph without waste, for every system that federates except the stock one: node:http and an operation prepared once per text. `node lean-subgraph.js NAME`.
const { createServer } = require('node:http');
const { documentOf, prepare, subgraphSchema } = require('./subgraph-schema');
const { listen } = require('./listen');

const schema = subgraphSchema(process.argv[2]);
const prepared = new Map();

function answer(text) {
  const { query, variables } = JSON.parse(text);
  let run = prepared.get(query);
  if (!run) prepared.set(query, (run = prepare(schema, documentOf(schema, query))));
  return run(variables ?? {});
}

listen(createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const result = answer(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    const body = JSON.stringify(result instanceof Promise ? await result : result);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body);
  });
}), '/graphql');
