// How long the product takes from the start of its process to its first answer over both subgraphs, and its memory then.
// With DATABASE_URL and REDIS_URL set, processes apart are measured too.
const { dropSchema } = require('../kit/dist/database/mysql-schema');
const { ASHA, DEMO_PASSWORD } = require('../schema/dist/demo/people');
const { ask, cpuSeconds, machine, median, residentMb, signIn, start, table, temporaryFolder } = require('./product');

const ROUNDS = 5;
const BOTH_SUBGRAPHS = '{ me { displayName } chatThreads { nodes { participants { user { displayName } } messages(last: 5) { nodes { text sender { displayName } } } } } }';

async function measure(file, environment, token) {
  const product = start(file, environment);
  const { graphql, pids } = await product.ready;
  const readyAfter = performance.now() - product.startedAt;
  const { accessToken } = token ? { accessToken: token } : await signIn(graphql, ASHA.email, DEMO_PASSWORD);
  const { chatThreads } = await ask(graphql, BOTH_SUBGRAPHS, {}, accessToken);
  if (chatThreads.nodes[0].messages.nodes[0].sender === null) throw new Error('The answer lacks what identity knows.');
  const answerAfter = performance.now() - product.startedAt;
  const processes = Object.values(pids);
  const sum = (of) => processes.reduce((total, pid) => total + of(pid), 0);
  const measured = { readyAfter, answerAfter, cpu: sum(cpuSeconds), memory: sum(residentMb), accessToken };
  await product.stop();
  return measured;
}

async function rowsOf(name, file, environment) {
  const first = await measure(file, environment);
  const again = [];
  for (let round = 0; round < ROUNDS; round += 1) again.push(await measure(file, environment, first.accessToken));
  const row = (label, values) => [label, ...['readyAfter', 'answerAfter'].map((key) => `${Math.round(median(values.map((value) => value[key])))} ms`),
    `${median(values.map(({ cpu }) => cpu)).toFixed(2)} s`, `${Math.round(median(values.map(({ memory }) => memory)))} MB`];
  return [row(`${name}, empty: tables and demo data are made`, [first]), row(`${name}, again (median of ${ROUNDS})`, again)];
}

async function main() {
  const { folder, remove } = temporaryFolder();
  try {
    const { DATABASE_URL, REDIS_URL } = process.env;
    const rows = [['', 'ready', 'first answer', 'processor', 'memory'], ...(await rowsOf('together on SQLite', 'router/dist/main.js', { DATA_DIR: `${folder}/together`, PORT: '0' }))];
    if (DATABASE_URL && REDIS_URL) {
      const prefix = `bench_${process.pid}_`;
      const apart = { DATABASE_URL, REDIS_URL, DATABASE_PREFIX: prefix, REDIS_PREFIX: prefix, SUBGRAPH_PORTS: 'free', DATA_DIR: `${folder}/apart`, PORT: '0' };
      rows.push(...(await rowsOf('apart, all processes', 'router/dist/apart.js', apart)));
      for (const name of ['identity', 'chat']) await dropSchema(DATABASE_URL, `${prefix}${name}`);
    }
    process.stdout.write(`${machine()}${table(rows)}`);
  } finally {
    remove();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
