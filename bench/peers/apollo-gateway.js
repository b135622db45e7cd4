// The stock gateway as Apollo's documentation shows it: @apollo/gateway in a standalone @apollo/server. `node apollo-gateway.js SUPERGRAPH_FILE`.
const { readFileSync } = require('node:fs');
const { ApolloGateway } = require('@apollo/gateway');
const { ApolloServer } = require('@apollo/server');
const { startStandaloneServer } = require('@apollo/server/standalone');

async function main(file) {
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl: readFileSync(file, 'utf8') }) });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}

void main(process.argv[2]);
