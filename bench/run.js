// `npm run bench`: every system side by side on the workload graph, then the product. `--quick` is short and writes nothing; `--systems a,b` and `--workloads a,b` choose.
const { parseArgs } = require('node:util');
const { machine, table, temporaryFolder } = require('./product');
const { startLoad } = require('./measuring/load');
const { interleave } = require('./measuring/interleave');
const { installPeers } = require('./install-peers');
const { startSystems } = require('./systems');
const { workloads } = require('./graph/workloads');

const CONNECTIONS = 32;
const FULL = { warmUpMs: 1500, sliceMs: 1000, rounds: 5 };
const QUICK = { warmUpMs: 500, sliceMs: 300, rounds: 3 };

const chooser = (list) => (name) => list === undefined || list.split(',').includes(name);

async function main() {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, systems: { type: 'string' }, workloads: { type: 'string' } } });
  const pace = values.quick ? QUICK : FULL;
  installPeers();
  const { folder, remove } = temporaryFolder();
  const load = startLoad();
  let systems;
  try {
    systems = await startSystems(folder, chooser(values.systems));
    const rows = [];
    for (const { name, requests } of workloads.filter((workload) => chooser(values.workloads)(workload.name))) {
      const begun = performance.now();
      rows.push(...await interleave(load, { workload: name, targets: systems.targets(requests), connections: CONNECTIONS, pace }));
      process.stderr.write(`${name} ${Math.round((performance.now() - begun) / 1000)} s\n`);
    }
    process.stdout.write(`${machine()}${table([Object.keys(rows[0]), ...rows.map((row) => Object.values(row))])}`);
  } finally {
    load.stop();
    await systems?.stop();
    remove();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
