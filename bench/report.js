const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { aims, baseOf, handWrittenOf } = require('./aims');
const { machine } = require('./product');

const RESULTS = join(__dirname, 'results');
const README = join(__dirname, 'README.md');
const BEGIN = '<!-- bench: written by npm run bench -->';
const END = '<!-- bench: end -->';

const three = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString());
const times = (value) => (value === undefined ? '' : three(value));

/** A row with its ratios. */
function line(rows, row) {
  const stock = baseOf(rows, row.workload);
  const written = handWrittenOf(rows, row.workload);
  return [
    row.system, three(row.rps), times(stock && row.rps / stock.rps), three(row.cpuMs), times(stock && stock.cpuMs / row.cpuMs), times(written && row.cpuMs / written.cpuMs),
    three(row.p50), three(row.p99), String(row.rssMb),
  ];
}

const HEADING = ['system', 'requests/s', '× stock', 'CPU ms', 'stock\'s CPU ÷', 'CPU ÷ by hand', 'p50 ms', 'p99 ms', 'memory MB'];
const markdown = (heading, lines) => [heading, heading.map((_cell, column) => (column === 0 ? '---' : '---:')), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function workloadTables(rows) {
  const workloads = [...new Set(rows.map(({ workload }) => workload))];
  return workloads.map((workload) => `**${workload}**\n\n${markdown(HEADING, rows.filter((row) => row.workload === workload).map((row) => line(rows, row)))}`).join('\n\n');
}

function aimLines(rows) {
  return aims.flatMap(({ text, wanted, measure, met }) => {
    const value = measure(rows);
    return value === undefined ? [] : [[text, wanted, three(value), met(value) ? 'yes' : '**no**']];
  });
}

const wrongLines = (rows) => rows.filter(({ wrong }) => wrong).map(({ workload, system, wrong }) => `\nOf \`${system}\`, ${wrong} answers on ${workload} were wrong and are not counted.\n`).join('');

/** The tables of a run as text. */
function reportOf(rows) {
  const written = aimLines(rows);
  return `${workloadTables(rows)}\n${wrongLines(rows)}${written.length > 0 ? `\n**Aims**\n\n${markdown(['aim', 'wanted', 'measured', 'met'], written)}\n` : ''}`;
}

/** Keeps a full run: the rows as JSON, the tables in the README. */
function writeResults(rows) {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, 'latest.json'), `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
  const text = readFileSync(README, 'utf8');
  const [before, rest] = text.split(BEGIN);
  if (rest === undefined) throw new Error('bench/README.md has lost its markers.');
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(README, `${before}${BEGIN}\n${date}, ${machine().trim()}.\n\n${reportOf(rows)}\n${END}${rest.split(END)[1]}`);
}

module.exports = { reportOf, writeResults };
