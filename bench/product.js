// What the measurements share: a product process of its own on an empty folder, its memory and processor time, and a client.
const { spawn } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { cpus, tmpdir } = require('node:os');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const REPOSITORY = join(__dirname, '..');
const children = new Set();

// Nothing that was started may outlive a measurement that fails or is interrupted.
process.once('exit', () => {
  for (const child of children) child.kill('SIGTERM');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** Processor time in /proc is counted in hundredths of a second. */
const TICKS = 100;

/**
 * Starts a compiled program; `ready` is the JSON line that it prints, unless it is silent. `startedAt` is the moment before the process is made.
 */
function start(file, environment, { args = [], silent = false } = {}) {
  const startedAt = performance.now();
  const stdio = ['ignore', silent ? 'ignore' : 'pipe', 'inherit'];
  const child = spawn(process.execPath, [join(REPOSITORY, file), ...args], { cwd: REPOSITORY, env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...environment }, stdio });
  children.add(child);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  ended.then(() => children.delete(child), () => undefined);
  const ready = new Promise((resolve, reject) => {
    if (!silent) createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line)));
    ended.then((code) => reject(new Error(`${file} ended with ${code}`)), reject);
  });
  if (silent) ready.catch(() => undefined);
  const stop = () => (child.kill('SIGTERM'), ended);
  return { pid: child.pid, startedAt, ready, stop };
}

async function ask(url, query, variables, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { ... on AuthenticationTokens { accessToken user { id } } } }';

async function signIn(url, email, password) {
  return (await ask(url, LOGIN, { input: { email, password } })).login;
}

/** Resident memory of a process, megabytes. */
function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** Processor time that a process has used, seconds. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'sangam-bench-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** One line each, columns aligned; the first row is the heading. */
function table(rows) {
  const widths = rows[0].map((_cell, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const line = (row) => row.map((cell, column) => (column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]))).join('  ');
  return `${rows.map(line).join('\n')}\n`;
}

function machine() {
  const [first] = cpus();
  return `Node ${process.version}, ${cpus().length} cores (${first ? first.model : 'unknown'})\n`;
}

module.exports = { start, ask, signIn, residentMb, cpuSeconds, temporaryFolder, median, table, machine };
