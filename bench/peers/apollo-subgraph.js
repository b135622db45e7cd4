// One subgraph as Apollo's documentation shows it: @apollo/subgraph behind a standalone @apollo/server. `node apollo-subgraph.js NAME`.
const { ApolloServer } = require('@apollo/server');
const { ApolloServerPluginInlineTraceDisabled } = require('@apollo/server/plugin/disabled');
const { startStandaloneServer } = require('@apollo/server/standalone');
const { buildSubgraphSchema } = require('@apollo/subgraph');
const { parse } = require('graphql');
const { subgraphs } = require('../graph/subgraphs');

async function main(wanted) {
  const { sdl, resolvers, entities } = subgraphs.find(({ name }) => name === wanted);
  const references = Object.fromEntries(Object.entries(entities).map(([type, find]) => [type, { ...resolvers[type], __resolveReference: find }]));
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: { ...resolvers, ...references } });
  const server = new ApolloServer({ schema, plugins: [ApolloServerPluginInlineTraceDisabled()] });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}

void main(process.argv[2]);
