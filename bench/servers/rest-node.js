// Hand-written REST on node:http alone: a map of paths, the object built from the rows.
const { createServer } = require('node:http');
const { answers } = require('../graph/rest-answers');
const { listen } = require('./listen');

listen(createServer((request, response) => {
  const [path, query] = request.url.split('?');
  const body = JSON.stringify({ data: answers.get(path)(query ? Object.fromEntries(new URLSearchParams(query)) : {}) });
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body);
}));
