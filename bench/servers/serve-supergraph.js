// Our executor behind a bare front of node:http: documents known by their text, variables coerced, the answer's text sent as it is.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { getOperationAST, getVariableValues, parse, validate } = require('graphql');
const { createSupergraph } = require('../../router/dist/execution/supergraph');
const { listen } = require('./listen');

const bodyOf = ({ data, errors }) => (errors.length === 0 ? `{"data":${data}}` : `{"errors":${JSON.stringify(errors)},"data":${data ?? null}}`);

/** A text of a request's body to its answer. */
function answering(supergraph) {
  const documents = new Map();
  const documentOf = (query) => {
    const document = parse(query);
    const mistakes = validate(supergraph.apiSchema, document);
    if (mistakes.length > 0) throw mistakes[0];
    const known = { document, definitions: getOperationAST(document).variableDefinitions ?? [] };
    documents.set(query, known);
    return known;
  };
  return (text) => {
    const { query, variables = {} } = JSON.parse(text);
    const { document, definitions } = documents.get(query) ?? documentOf(query);
    const { coerced, errors } = definitions.length === 0 ? { coerced: {} } : getVariableValues(supergraph.apiSchema, definitions, variables);
    if (errors) throw errors[0];
    return supergraph.answer({ document, variables: coerced }, undefined);
  };
}

/** Serves the supergraph of a file over these sources. */
function serveSupergraph(file, sources) {
  const answer = answering(createSupergraph({ supergraphSdl: readFileSync(file, 'utf8'), sources, planners: ['hive', 'apollo'] }));
  listen(createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const result = answer(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
      const body = bodyOf(result instanceof Promise ? await result : result);
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body);
    });
  }), '/graphql');
}

module.exports = { serveSupergraph };
