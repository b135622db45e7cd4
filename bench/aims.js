// What is aimed at, as numbers taken from the rows of one run.
const GRAPH = ['light', 'medium', 'heavy', 'mix'];
const REST = ['rest-fastify', 'rest-node'];
const ENGINES = ['sqlite', 'mariadb'];
const QUERIES = ['me', 'threads', 'thread'];

const at = (rows, workload, system) => rows.find((row) => row.workload === workload && row.system === system);
/** The cheaper of the hand-written servers. */
const rest = (rows, workload) => rows.filter((row) => row.workload === workload && REST.includes(row.system)).sort((a, b) => a.cpuMs - b.cpuMs)[0];
const ratio = (above, below, key) => (above && below ? above[key] / below[key] : undefined);

/** How many times the throughput of another system a system of ours has. */
const faster = (rows, workload, ours, other) => ratio(at(rows, workload, ours), at(rows, workload, other), 'rps');
/** How many times less processor time ours needs. */
const cheaper = (rows, workload, ours, other) => ratio(at(rows, workload, other), at(rows, workload, ours), 'cpuMs');

const atLeast = (text, wanted, measure) => ({ text, wanted: `≥ ${wanted}`, measure, met: (value) => value >= wanted });
const atMost = (text, wanted, measure) => ({ text, wanted: `≤ ${wanted}`, measure, met: (value) => value <= wanted });

const TOGETHER = 'sangam-together';
const APART = 'sangam-apart';

const aims = [
  atLeast('together, light: throughput over stock', 50, (rows) => faster(rows, 'light', TOGETHER, 'apollo-gateway')),
  atLeast('together, medium: throughput over stock', 40, (rows) => faster(rows, 'medium', TOGETHER, 'apollo-gateway')),
  atLeast('together, medium: stock\'s processor time over ours', 60, (rows) => cheaper(rows, 'medium', TOGETHER, 'apollo-gateway')),
  atLeast('together, heavy: throughput over stock', 35, (rows) => faster(rows, 'heavy', TOGETHER, 'apollo-gateway')),
  ...GRAPH.map((workload) => atLeast(`together, ${workload}: throughput over Hive Gateway, JIT`, 18, (rows) => faster(rows, workload, TOGETHER, 'hive-gateway-jit'))),
  ...GRAPH.map((workload) => atLeast(`together, ${workload}: throughput over Hive Gateway, Rust planner`, 6, (rows) => faster(rows, workload, TOGETHER, 'hive-gateway-rust'))),
  ...GRAPH.map((workload) => atMost(`together, ${workload}: processor time over hand-written REST (the cheaper one)`, 2, (rows) => ratio(at(rows, workload, TOGETHER), rest(rows, workload), 'cpuMs'))),
  ...GRAPH.map((workload) => atLeast(`together, ${workload}: throughput over mercurius with JIT on one merged schema`, 1, (rows) => faster(rows, workload, TOGETHER, 'mercurius-merged'))),
  ...GRAPH.map((workload) => atLeast(`apart, ${workload}: throughput over stock`, 6, (rows) => faster(rows, workload, APART, 'apollo-gateway'))),
  ...GRAPH.map((workload) => atLeast(`apart, ${workload}: processor time of Hive Gateway, Rust planner, over ours`, 1, (rows) => cheaper(rows, workload, APART, 'hive-gateway-rust'))),
  ...QUERIES.map((query) => atMost(`product on SQLite, ${query}: processor time over hand-written SQL`, 2,
    (rows) => ratio(at(rows, `product-${query}-sqlite`, TOGETHER), at(rows, `product-${query}-sqlite`, 'sql-fastify-sqlite'), 'cpuMs'))),
  atMost('known documents: processor time with 10,000 over that with 10', 1.2, (rows) => ratio(at(rows, 'documents-10000', TOGETHER), at(rows, 'documents-10', TOGETHER), 'cpuMs')),
];

/** What a row is compared with in the table: stock for the graph, hand-written SQL for the product. */
const baseOf = (rows, workload) => at(rows, workload, 'apollo-gateway');
const handWrittenOf = (rows, workload) => rest(rows, workload) ?? ENGINES.map((engine) => at(rows, workload, `sql-fastify-${engine}`)).find(Boolean);

module.exports = { aims, baseOf, handWrittenOf };
