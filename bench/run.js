// `npm run bench`: every system side by side on one graph, the product beside hand-written SQL, and many known documents. A full run writes bench/results/latest.json and the tables of
// bench/README.md. `--quick` is short, `--systems a,b` and `--workloads a,b` choose; these only print.
const { parseArgs } = require('node:util');
const { startOnMariadb, startOnSqlite } = require('./chat/products');
const { startDocuments } = require('./documents');
const { workloads } = require('./graph/workloads');
const { installPeers } = require('./install-peers');
const { interleave } = require('./measuring/interleave');
const { startLoad } = require('./measuring/load');
const { machine, temporaryFolder } = require('./product');
const { reportOf, writeResults } = require('./report');
const { startSystems } = require('./systems');

const CONNECTIONS = 32;
const FULL = { warmUpMs: 1500, sliceMs: 1000, rounds: 5 };
const QUICK = { warmUpMs: 300, sliceMs: 250, rounds: 2 };
const DOCUMENTS = [10, 1000, 10_000];
/** Ten thousand documents must each be asked some times before their code is as warm as that of ten. */
const DOCUMENTS_WARM_UP_MS = 6000;

const { values: CHOSEN } = parseArgs({ options: { quick: { type: 'boolean' }, systems: { type: 'string' }, workloads: { type: 'string' } } });
const PACE = CHOSEN.quick ? QUICK : FULL;
const wantsSystem = (name) => CHOSEN.systems === undefined || CHOSEN.systems.split(',').includes(name);
/** A workload is chosen by the start of its name: `product` means all of the product. */
const wantsWorkload = (name) => CHOSEN.workloads === undefined || CHOSEN.workloads.split(',').some((start) => name.startsWith(start));

async function measure(load, targets, pace = PACE) {
  const begun = performance.now();
  const rows = await interleave(load, { targets, connections: CONNECTIONS, pace });
  process.stderr.write(`${[...new Set(rows.map(({ workload }) => workload))].join(', ')}: ${Math.round((performance.now() - begun) / 1000)} s\n`);
  return rows;
}

/** Gateways, REST and the router on one graph, then known documents. */
async function onTheGraph(load, folder) {
  const graph = workloads.filter(({ name }) => wantsWorkload(name));
  const systems = await startSystems(folder, graph.length > 0 ? wantsSystem : () => false);
  const rows = [];
  try {
    for (const workload of graph) rows.push(...await measure(load, systems.targets(workload)));
    if (!wantsWorkload('documents')) return rows;
    const documents = await startDocuments(systems.supergraph, CHOSEN.quick ? DOCUMENTS.slice(0, 2) : DOCUMENTS);
    try {
      rows.push(...await measure(load, documents.targets, { ...PACE, warmUpMs: CHOSEN.quick ? PACE.warmUpMs : DOCUMENTS_WARM_UP_MS }));
    } finally {
      await documents.stop();
    }
  } finally {
    await systems.stop();
  }
  return rows;
}

async function ofTheProduct(load, start) {
  const product = await start();
  const rows = [];
  try {
    for (const workload of product.workloads.filter(({ name }) => wantsWorkload(name))) rows.push(...await measure(load, product.targets(workload)));
  } finally {
    await product.stop();
  }
  return rows;
}

async function main() {
  installPeers();
  const { folder, remove } = temporaryFolder();
  const load = startLoad();
  try {
    const rows = await onTheGraph(load, folder);
    if (wantsWorkload('product')) rows.push(...await ofTheProduct(load, () => startOnSqlite(folder)), ...await ofTheProduct(load, () => startOnMariadb(folder)));
    process.stdout.write(`${machine()}\n${reportOf(rows)}`);
    if (!CHOSEN.quick && CHOSEN.systems === undefined && CHOSEN.workloads === undefined) writeResults(rows);
  } finally {
    load.stop();
    remove();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
