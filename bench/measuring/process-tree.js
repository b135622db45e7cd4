const { readdirSync, readFileSync } = require('node:fs');
const { cpuSeconds, residentMb } = require('../product');

function parentOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1]);
  } catch {
    return undefined; // ended meanwhile
  }
}

/** The processes and everything they started. */
function processTree(roots) {
  const found = new Set(roots);
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), parentOf(name)]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

const sum = (pids, of) => pids.reduce((total, pid) => total + of(pid), 0);

/** Processor time of all these processes so far, milliseconds; counted in steps of 10. */
const cpuMs = (pids) => 1000 * sum(pids, cpuSeconds);

/** Resident memory of all these processes, megabytes. */
const memoryMb = (pids) => sum(pids, residentMb);

module.exports = { processTree, cpuMs, memoryMb };
