// The product itself, together on SQLite and apart on MariaDB and Redis, each beside hand-written SQL over the same tables.
const { dropSchema } = require('../../kit/dist/database/mysql-schema');
const { start } = require('../product');
const { conversationWorkloads, prepareConversations } = require('./conversations');

/** No limit may refuse a request of the measurement, and a token must outlast it. */
const UNLIMITED = { LIMITS_FACTOR: '10000', RATE_IP_PER_MINUTE: '1000000', RATE_USER_PER_MINUTE: '1000000', RATE_USER_PER_HOUR: '10000000', ACCESS_TOKEN_TTL: '2h', PORT: '0', DEMO_DATA: 'false', PASSWORD_MEMORY_KIB: '64' };

async function startBoth(running, { engine, system, file, environment, handWritten }) {
  const product = start(file, { ...UNLIMITED, ...environment });
  running.push(product);
  const { graphql, pids } = await product.ready;
  const readers = await prepareConversations(graphql);
  const peer = start('bench/peers/sql-fastify.js', { NODE_ENV: 'production' }, { args: [new URL('/.well-known/jwks.json', graphql).href, ...handWritten] });
  running.push(peer);
  const { url } = await peer.ready;
  const authorization = (token) => ({ authorization: `Bearer ${token}` });
  const targets = ({ name: workload, requests }) => [
    { workload, system, url: graphql, pids: Object.values(pids), requests: requests.map(({ token, query, variables }) => (
      { path: '/graphql', method: 'POST', headers: { ...authorization(token), 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })) },
    { workload, system: `sql-fastify-${engine}`, url, pids: [peer.pid], requests: requests.map(({ token, path }) => ({ path, method: 'GET', headers: authorization(token) })) },
  ];
  const stop = async () => {
    await peer.stop();
    await product.stop();
  };
  return { workloads: conversationWorkloads(engine, readers), targets, stop };
}

/** Stops what was started even when preparing failed. */
async function startProduct(options) {
  const running = [];
  try {
    return await startBoth(running, options);
  } catch (error) {
    for (const { stop } of running.reverse()) await stop();
    throw error;
  }
}

const startOnSqlite = (folder) => startProduct({
  engine: 'sqlite', system: 'sangam-together', file: 'router/dist/main.js', environment: { DATA_DIR: `${folder}/sqlite` }, handWritten: [`${folder}/sqlite`],
});

/** The servers must run, on their usual ports or where DATABASE_URL and REDIS_URL say. Schemas of the measurement are dropped after it. */
async function startOnMariadb(folder) {
  const { DATABASE_URL = 'mysql://root@127.0.0.1:3306', REDIS_URL = 'redis://127.0.0.1:6379' } = process.env;
  const prefix = `bench_${process.pid}_`;
  const drop = async () => {
    for (const name of ['identity', 'chat']) await dropSchema(DATABASE_URL, `${prefix}${name}`);
  };
  const environment = { DATABASE_URL, REDIS_URL, DATABASE_PREFIX: prefix, REDIS_PREFIX: prefix, SUBGRAPH_PORTS: 'free', DATA_DIR: `${folder}/mariadb` };
  const product = await startProduct({ engine: 'mariadb', system: 'sangam-apart', file: 'router/dist/apart.js', environment, handWritten: [DATABASE_URL, prefix] }).catch(async (error) => {
    await drop();
    throw error;
  });
  return { ...product, stop: () => product.stop().then(drop) };
}

module.exports = { startOnSqlite, startOnMariadb };
