const { median } = require('../product');
const { difference } = require('./equal-answers');
const { cpuMs, memoryMb, processTree } = require('./process-tree');

const keyOf = ({ workload, system }) => `${workload} ${system}`;

/** One short stretch of load on one system. */
async function slice(load, target, durationMs) {
  const tree = processTree(target.pids);
  const before = cpuMs(tree);
  const { requests, wrong, elapsedMs, p50, p99 } = await load.ask('run', { target: keyOf(target), durationMs });
  const used = cpuMs(tree) - before;
  if (wrong.length > 0) complain(target, `${wrong.length} of ${requests} answers were wrong, the first ${wrong[0]}`, wrong.length > requests * TOLERATED);
  return { wrong: wrong.length, rps: (1000 * (requests - wrong.length)) / elapsedMs, cpuMs: used / requests, p50, p99 };
}

/** Share of wrong answers that a peer may give: the stock gateway now and then reuses a connection that its subgraph has just closed. */
const TOLERATED = 0.05;

/** Ours may never be wrong; what a peer does wrong is said, and too much of it ends the measurement. */
function complain(target, text, tooMuch) {
  if (tooMuch || target.system.startsWith('sangam')) throw new Error(`${keyOf(target)}: ${text}`);
  process.stderr.write(`${keyOf(target)}: ${text}\n`);
}

const round = (value, digits) => Number(value.toFixed(digits));

function summary({ workload, system, pids }, slices) {
  const middle = (key) => median(slices.map((one) => one[key]));
  const wrong = slices.reduce((total, one) => total + one.wrong, 0);
  const row = { workload, system, rps: round(middle('rps'), 1), cpuMs: round(middle('cpuMs'), 4), p50: round(middle('p50'), 2), p99: round(middle('p99'), 2), rssMb: Math.round(memoryMb(processTree(pids))) };
  return wrong > 0 ? { ...row, wrong } : row;
}

/**
 * Has every system answer every request; throws unless all answer as expected: as the requests say, else as the last target does, which is hand-written. A peer
 * may be asked twice: Hive Gateway has been seen to answer its very first request with null and no error.
 */
async function compare(load, targets, connections) {
  const ask = async ({ url, requests, ...target }) => (await load.ask('open', { target: keyOf(target), url, requests, connections })).bodies;
  const last = targets.at(-1);
  const asked = last.requests[0].expected === undefined ? await ask(last) : undefined;
  for (const target of asked ? targets.slice(0, -1) : targets) {
    const expected = asked ?? target.requests.map((request) => request.expected);
    const first = difference(expected, await ask(target));
    if (first === undefined) continue;
    complain(target, `answers wrongly at first, ${first}`, false);
    const again = difference(expected, await ask(target));
    if (again !== undefined) complain(target, `answers ${again}`, true);
  }
}

/**
 * Measures targets (a workload on a system) side by side: answers are compared, every target is warmed up, then each gets several short slices in turn. The order
 * moves on by one in each round, so that a busy moment of the machine meets them all alike. Returns a row of medians for each target.
 */
async function interleave(load, { targets, connections, pace }) {
  await compare(load, targets, connections);
  for (const target of targets) await load.ask('run', { target: keyOf(target), durationMs: pace.warmUpMs });
  const slices = new Map(targets.map((target) => [target, []]));
  for (let turn = 0; turn < pace.rounds; turn += 1) {
    for (let place = 0; place < targets.length; place += 1) {
      const target = targets[(place + turn) % targets.length];
      slices.get(target).push(await slice(load, target, pace.sliceMs));
    }
  }
  const rows = targets.map((target) => summary(target, slices.get(target)));
  for (const target of targets) await load.ask('close', { target: keyOf(target) });
  return rows;
}

module.exports = { interleave };
