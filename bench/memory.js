// `npm run bench:memory`: resident memory under load for ten minutes (`--minutes 2` for less), of the router on the graph's mix and of the product's queries. Flat means: the last third
// stands no higher than the first.
const { parseArgs } = require('node:util');
const { startOnSqlite } = require('./chat/products');
const { workloads } = require('./graph/workloads');
const { installPeers } = require('./install-peers');
const { startLoad } = require('./measuring/load');
const { memoryMb, processTree } = require('./measuring/process-tree');
const { machine, median, table, temporaryFolder } = require('./product');
const { startSystems } = require('./systems');

const CONNECTIONS = 8;
const SAMPLE_MS = 10_000;
/** Code is compiled, caches are filled: not part of what is compared. */
const WARM_UP_MS = 10_000;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const SAMPLES = Math.max(6, Math.round((Number(values.minutes) * 60_000) / SAMPLE_MS));

/** Everything that stands under load, one request list each; they take turns within each sample. */
function targetsOf(systems, product) {
  const mix = workloads.find(({ name }) => name === 'mix');
  const [together] = systems.targets(mix);
  const ours = product.workloads.map((workload) => product.targets(workload)[0]);
  return { 'router, mix': [together], 'product, its three queries': ours };
}

async function sample(load, targets) {
  for (const target of targets) {
    const { wrong } = await load.ask('run', { target: target.workload, durationMs: SAMPLE_MS / 2 / targets.length });
    if (wrong.length > 0) throw new Error(`${target.workload}: ${wrong.length} answers were wrong, the first ${wrong[0]}`);
  }
  return memoryMb(processTree(targets[0].pids));
}

function summary(name, samples) {
  const third = Math.floor(samples.length / 3);
  const [first, last] = [samples.slice(0, third), samples.slice(-third)].map(median);
  return [name, `${Math.round(first)} MB`, `${Math.round(last)} MB`, `${Math.round(Math.max(...samples))} MB`, `${(100 * (last / first - 1)).toFixed(1)} %`];
}

async function run(load, groups) {
  const samples = Object.fromEntries(Object.keys(groups).map((name) => [name, []]));
  for (const { workload, url, requests } of Object.values(groups).flat()) {
    await load.ask('open', { target: workload, url, requests, connections: CONNECTIONS });
    await load.ask('run', { target: workload, durationMs: WARM_UP_MS });
  }
  for (let index = 0; index < SAMPLES; index += 1) {
    for (const [name, targets] of Object.entries(groups)) samples[name].push(await sample(load, targets));
    process.stderr.write(`${index + 1}/${SAMPLES} ${Object.entries(samples).map(([name, all]) => `${name} ${Math.round(all.at(-1))} MB`).join(', ')}\n`);
  }
  return samples;
}

async function main() {
  installPeers();
  const { folder, remove } = temporaryFolder();
  const load = startLoad();
  const running = [];
  try {
    const systems = await startSystems(folder, (name) => name === 'sangam-together');
    running.push(systems);
    const product = await startOnSqlite(folder);
    running.push(product);
    const samples = await run(load, targetsOf(systems, product));
    const rows = Object.entries(samples).map(([name, all]) => summary(name, all));
    process.stdout.write(`${machine()}${table([[`${SAMPLES} samples, one every 10 s`, 'first third', 'last third', 'highest', 'growth'], ...rows])}`);
  } finally {
    load.stop();
    for (const { stop } of running.reverse()) await stop();
    remove();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
