// The load generator, in a process of its own: a fixed number of kept connections, each with one request under way, until a time is over. Every answer must be 200 and the very bytes seen first.
const { Client } = require('undici');

/** How long an answer may take before the measurement fails. */
const PATIENCE_MS = 60_000;

/** Targets by name: where to send, what, and the bytes to expect. */
const targets = new Map();

/** Sends one request; resolves to its body, or to undefined when that is what was expected. */
function send(client, { path, method, headers, body }, expected) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let right = true;
    let offset = 0;
    client.dispatch({ path, method, headers, body, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS }, {
      onRequestStart() {},
      onResponseStart(_controller, status) {
        right = status === 200;
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
        if (right && expected) right = chunk.equals(expected.subarray(offset, offset + chunk.length));
        offset += chunk.length;
      },
      onResponseEnd() {
        const body = () => Buffer.concat(chunks);
        if (!expected) return resolve(body());
        resolve(right && offset === expected.length ? undefined : body());
      },
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

/** Asks every request once, a few at a time, and keeps the answers as what to expect from now on. */
async function open({ target, url, requests, connections }) {
  if (targets.has(target)) await close({ target });
  const { origin } = new URL(url);
  const clients = Array.from({ length: connections }, () => new Client(origin, { pipelining: 1 }));
  const opened = { clients, requests, bodies: [], next: 0 };
  let next = 0;
  await Promise.all(clients.slice(0, 8).map(async (client) => {
    while (next < requests.length) {
      const index = next++;
      opened.bodies[index] = await send(client, requests[index]);
    }
  }));
  targets.set(target, opened);
  return { bodies: opened.bodies.map(String) };
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

async function run({ target, durationMs, count = Infinity }) {
  const opened = targets.get(target);
  const latencies = [];
  const wrong = [];
  const begun = performance.now();
  await Promise.all(opened.clients.map(async (client) => {
    while (performance.now() - begun < durationMs && latencies.length < count) {
      const index = opened.next++ % opened.requests.length;
      const sent = performance.now();
      const other = await send(client, opened.requests[index], opened.bodies[index]);
      if (other) wrong.push(other.toString('utf8', 0, 300));
      latencies.push(performance.now() - sent);
    }
  }));
  const elapsedMs = performance.now() - begun;
  latencies.sort((a, b) => a - b);
  return { requests: latencies.length, wrong, elapsedMs, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

async function close({ target }) {
  await Promise.all(targets.get(target).clients.map((client) => client.close()));
  targets.delete(target);
}

const ACTIONS = { open, run, close };

process.on('message', ({ id, action, options }) => {
  ACTIONS[action](options).then((result) => process.send({ id, result }), (error) => process.send({ id, error: error.message }));
});
process.once('disconnect', () => process.exit());
