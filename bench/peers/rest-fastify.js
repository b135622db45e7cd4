// Hand-written REST on Fastify: a route for each path, the object built from the rows.
const fastify = require('fastify');
const { answers } = require('../graph/rest-answers');

async function main() {
  const app = fastify();
  for (const [path, answer] of answers) app.get(path, (request) => ({ data: answer(request.query) }));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}

void main();
