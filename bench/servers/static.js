// The same bytes, made once: what node:http itself costs.
const { createServer } = require('node:http');
const { answers } = require('../graph/rest-answers');
const { workloads } = require('../graph/workloads');
const { listen } = require('./listen');

const bodies = new Map(workloads.flatMap(({ requests }) => requests).map(({ path: url }) => {
  const [path, query] = url.split('?');
  return [url, Buffer.from(JSON.stringify({ data: answers.get(path)(Object.fromEntries(new URLSearchParams(query))) }))];
}));

listen(createServer((request, response) => {
  const body = bodies.get(request.url);
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }).end(body);
}));
