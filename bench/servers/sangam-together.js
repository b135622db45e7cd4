// Our executor and the four subgraphs in one process. `node sangam-together.js SUPERGRAPH_FILE`.
const { subgraphs } = require('../graph/subgraphs');
const { serveSupergraph } = require('./serve-supergraph');
const { prepare, subgraphSchema } = require('./subgraph-schema');

serveSupergraph(process.argv[2], new Map(subgraphs.map(({ name }) => {
  const schema = subgraphSchema(name);
  return [name, { prepare: ({ document }) => prepare(schema, document) }];
})));
