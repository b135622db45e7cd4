// The same bytes for a POST whose JSON is read and parsed: the least that a GraphQL server over HTTP can cost.
const { createServer } = require('node:http');
const { answers } = require('../graph/rest-answers');
const { workloads } = require('../graph/workloads');
const { listen } = require('./listen');

const bodies = new Map(workloads.flatMap(({ requests }) => requests).map(({ path: url, query, variables }) => {
  const [path, parameters] = url.split('?');
  return [JSON.stringify({ query, variables }), Buffer.from(JSON.stringify({ data: answers.get(path)(Object.fromEntries(new URLSearchParams(parameters))) }))];
}));

listen(createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const text = String(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    if (typeof JSON.parse(text).query !== 'string') throw new Error('No query.');
    const body = bodies.get(text);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }).end(body);
  });
}), '/graphql');
