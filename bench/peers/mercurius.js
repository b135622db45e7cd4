// One merged schema without federation, compiled: mercurius with graphql-jit from the first request.
const fastify = require('fastify');
const mercurius = require('mercurius');
const { sdl, resolvers } = require('../graph/merged');

async function main() {
  const app = fastify();
  await app.register(mercurius, { schema: sdl, resolvers, jit: 1, graphiql: false });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  process.stdout.write(`${JSON.stringify({ url: `${url}/graphql` })}\n`);
}

void main();
