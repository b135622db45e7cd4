const { median } = require('../product');
const { difference } = require('./equal-answers');
const { cpuMs, memoryMb, processTree } = require('./process-tree');

/** One short stretch of load on one system. */
async function slice(load, { system, pids }, durationMs) {
  const tree = processTree(pids);
  const before = cpuMs(tree);
  const { requests, wrong, elapsedMs, p50, p99 } = await load.ask('run', { target: system, durationMs });
  if (wrong > 0) throw new Error(`${system}: ${wrong} of ${requests} answers were wrong.`);
  return { requests, rps: (1000 * requests) / elapsedMs, cpuMs: (cpuMs(tree) - before) / requests, p50, p99 };
}

const round = (value, digits) => Number(value.toFixed(digits));

function summary(workload, { system, pids }, slices) {
  const middle = (key) => median(slices.map((one) => one[key]));
  return { workload, system, rps: round(middle('rps'), 1), cpuMs: round(middle('cpuMs'), 4), p50: round(middle('p50'), 2), p99: round(middle('p99'), 2), rssMb: Math.round(memoryMb(processTree(pids))) };
}

/**
 * Has every system answer every request; throws unless all answer as the last one does, which is hand-written. A peer may be asked twice: Hive Gateway has
 * been seen to answer its very first request with null and no error.
 */
async function compare(load, { workload, targets, connections }) {
  const ask = async ({ system, url, requests }) => (await load.ask('open', { target: system, url, requests, connections })).bodies;
  const expected = await ask(targets.at(-1));
  for (const target of targets.slice(0, -1)) {
    const first = difference(expected, await ask(target));
    if (first === undefined) continue;
    process.stderr.write(`${workload}: ${target.system} answers wrongly at first, ${first}\n`);
    const again = target.system.startsWith('sangam') ? first : difference(expected, await ask(target));
    if (again !== undefined) throw new Error(`${workload}: ${target.system} answers ${again}`);
  }
}

/**
 * Measures a workload on several systems side by side: answers are compared, every system is warmed up, then each gets several short slices in turn. The order
 * moves on by one in each round, so that a busy moment of the machine meets them all alike. Returns a row of medians for each system.
 */
async function interleave(load, { workload, targets, connections, pace }) {
  await compare(load, { workload, targets, connections });
  for (const { system } of targets) await load.ask('run', { target: system, durationMs: pace.warmUpMs });
  const slices = new Map(targets.map(({ system }) => [system, []]));
  for (let turn = 0; turn < pace.rounds; turn += 1) {
    for (let place = 0; place < targets.length; place += 1) {
      const target = targets[(place + turn) % targets.length];
      slices.get(target.system).push(await slice(load, target, pace.sliceMs));
    }
  }
  const rows = targets.map((target) => summary(workload, target, slices.get(target.system)));
  for (const { system } of targets) await load.ask('close', { target: system });
  return rows;
}

module.exports = { interleave };
