// The systems of the gateway comparison: how each is started on the workload graph, and how it is asked.
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:net');
const { composeServices } = require('@apollo/composition');
const { parse } = require('graphql');
const { subgraphs } = require('./graph/subgraphs');
const { start } = require('./product');

const PRODUCTION = { NODE_ENV: 'production' };
const HIVE = 'bench/peers/node_modules/@graphql-hive/gateway/dist/bin.js';
const JSON_HEADERS = { 'content-type': 'application/json' };

const asGraphql = (url) => ({ query, variables }) => ({ path: new URL(url).pathname, method: 'POST', headers: JSON_HEADERS, body: JSON.stringify({ query, variables }) });
const asRest = () => ({ path }) => ({ path, method: 'GET' });

/** Starts a server that says its address in its first line. */
async function server(file, options = {}) {
  const running = start(file, PRODUCTION, options);
  const { url } = await running.ready;
  return { url, pids: [running.pid], stop: running.stop };
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The command line of Hive says nothing when it listens: ask until it answers. */
async function hive(supergraph, flags) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/graphql`;
  const running = start(HIVE, PRODUCTION, { silent: true, args: ['supergraph', supergraph, '--port', String(port), '--host', '127.0.0.1', '--config-path', 'bench/peers/hive-gateway.config.js', '--polling', '1h', ...flags] });
  for (let left = 300; left > 0; left -= 1) {
    const answered = await fetch(url, { method: 'POST', headers: JSON_HEADERS, body: '{"query":"{ __typename }"}' }).then(({ ok }) => ok, () => false);
    if (answered) return { url, pids: [running.pid], stop: running.stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await running.stop();
  throw new Error('Hive Gateway did not answer within 30 s.');
}

/** Four subgraph processes and the supergraph over them. */
async function federation(name, file, folder) {
  const servers = await Promise.all(subgraphs.map((subgraph) => server(file, { args: [subgraph.name] })));
  const { supergraphSdl, errors } = composeServices(subgraphs.map(({ name: subgraph, sdl }, index) => ({ name: subgraph, typeDefs: parse(sdl), url: servers[index].url })));
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  const supergraph = `${folder}/${name}.graphql`;
  writeFileSync(supergraph, supergraphSdl);
  return { supergraph, pids: servers.flatMap(({ pids }) => pids), stop: () => Promise.all(servers.map(({ stop }) => stop())) };
}

const overHttp = async (parts, gateway) => ({ ...gateway, pids: [...gateway.pids, ...parts.pids] });

/** Name → how it starts, given the stock subgraphs and the lean ones; `asked` turns a request of a workload into HTTP. */
const SYSTEMS = [
  { name: 'sangam-together', asked: asGraphql, start: ({ lean }) => server('bench/servers/sangam-together.js', { args: [lean.supergraph] }) },
  { name: 'sangam-apart', asked: asGraphql, start: async ({ lean }) => overHttp(lean, await server('bench/servers/sangam-apart.js', { args: [lean.supergraph] })) },
  { name: 'apollo-gateway', asked: asGraphql, start: async ({ stock }) => overHttp(stock, await server('bench/peers/apollo-gateway.js', { args: [stock.supergraph] })) },
  { name: 'hive-gateway-jit', asked: asGraphql, start: async ({ lean }) => overHttp(lean, await hive(lean.supergraph, ['--jit'])) },
  { name: 'hive-gateway-rust', asked: asGraphql, start: async ({ lean }) => overHttp(lean, await hive(lean.supergraph, ['--hive-router-runtime'])) },
  { name: 'mercurius-merged', asked: asGraphql, start: () => server('bench/peers/mercurius.js') },
  { name: 'rest-fastify', asked: asRest, start: () => server('bench/peers/rest-fastify.js') },
  { name: 'rest-node', asked: asRest, start: () => server('bench/servers/rest-node.js') },
  { name: 'static-post', asked: asGraphql, start: () => server('bench/servers/static-post.js') },
  { name: 'static', asked: asRest, start: () => server('bench/servers/static.js') },
];

/** Starts the wanted systems; `targets(workload)` is what each is asked for a workload. */
async function startSystems(folder, wanted) {
  const running = [];
  const stop = async () => {
    for (const { stop: end } of running.reverse()) await end();
  };
  try {
    const keep = async (starting) => {
      const started = await starting;
      running.push(started);
      return started;
    };
    const stock = await keep(federation('stock', 'bench/peers/apollo-subgraph.js', folder));
    const lean = await keep(federation('lean', 'bench/servers/lean-subgraph.js', folder));
    const systems = [];
    for (const { name, asked, start: begin } of SYSTEMS.filter((system) => wanted(system.name))) {
      const { url, pids } = await keep(begin({ stock, lean }));
      systems.push({ name, url, pids, asked: asked(url) });
    }
    const targets = ({ name: workload, requests }) => systems.map(({ name, url, pids, asked }) => ({ workload, system: name, url, pids, requests: requests.map(asked) }));
    return { supergraph: lean.supergraph, targets, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

module.exports = { startSystems };
