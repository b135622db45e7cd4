// Our executor over the four subgraphs in one process. `node sangam-together.js SUPERGRAPH_FILE`.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { getOperationAST, getVariableValues, parse, validate } = require('graphql');
const { createSupergraph } = require('../../router/dist/execution/supergraph');
const { subgraphs } = require('../graph/subgraphs');
const { listen } = require('./listen');
const { prepare, subgraphSchema } = require('./subgraph-schema');

const sourceOf = ({ name }) => {
  const schema = subgraphSchema(name);
  return [name, { prepare: ({ document }) => prepare(schema, document) }];
};
const supergraph = createSupergraph({ supergraphSdl: readFileSync(process.argv[2], 'utf8'), sources: new Map(subgraphs.map(sourceOf)), planners: ['hive', 'apollo'] });
const documents = new Map();

function documentOf(query) {
  const document = parse(query);
  const mistakes = validate(supergraph.apiSchema, document);
  if (mistakes.length > 0) throw mistakes[0];
  const known = { document, definitions: getOperationAST(document).variableDefinitions ?? [] };
  documents.set(query, known);
  return known;
}

function answer(text) {
  const { query, variables = {} } = JSON.parse(text);
  const { document, definitions } = documents.get(query) ?? documentOf(query);
  const { coerced, errors } = definitions.length === 0 ? { coerced: {} } : getVariableValues(supergraph.apiSchema, definitions, variables);
  if (errors) throw errors[0];
  return supergraph.answer({ document, variables: coerced }, undefined);
}

const bodyOf = ({ data, errors }) => (errors.length === 0 ? `{"data":${data}}` : `{"errors":${JSON.stringify(errors)},"data":${data ?? null}}`);

listen(createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const result = answer(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    const body = bodyOf(result instanceof Promise ? await result : result);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body);
  });
}), '/graphql');
