// Starts the built product on the Node that runs this file, asks one query over both subgraphs, stops it.
const { spawn } = require('node:child_process');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const PATIENCE_MS = 30_000;
const { ASHA, DEMO_PASSWORD } = require('../schema/dist/demo/people');

async function main() {
  const dataDir = mkdtempSync(join(tmpdir(), 'sangam-smoke-'));
  const product = spawn(process.execPath, [join(__dirname, '../router/dist/main.js')], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => product.once('exit', (code, signal) => resolve(signal ?? code)));
  const limit = setTimeout(() => product.kill('SIGKILL'), PATIENCE_MS);
  try {
    const line = await Promise.race([new Promise((resolve) => createInterface(product.stdout).once('line', resolve)), ended.then((end) => { throw new Error(`it ended: ${end}`); })]);
    const { graphql } = JSON.parse(line);
    const { login } = await ask(graphql, 'mutation ($email: EmailAddress!, $password: String!) { login(input: { email: $email, password: $password }) { ... on AuthenticationTokens { accessToken } } }',
      { email: ASHA.email, password: DEMO_PASSWORD });
    const { me, chatThreads } = await ask(graphql, '{ me { displayName } chatThreads { nodes { participants { user { displayName } } } } }', {}, login.accessToken);
    const names = chatThreads.nodes[0].participants.map(({ user }) => user.displayName);
    if (!names.includes(me.displayName)) throw new Error(`${me.displayName} is not among ${names}`);
    product.kill('SIGTERM');
    const end = await ended;
    if (end !== 0) throw new Error(`it did not stop in order: ${end}`);
    process.stdout.write(`Node ${process.version}: started, answered, stopped.\n`);
  } finally {
    clearTimeout(limit);
    product.kill('SIGKILL');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function ask(url, query, variables, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const { data, errors } = await (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

main().catch((error) => {
  process.stderr.write(`The smoke run failed on Node ${process.version}: ${error.stack}\n`);
  process.exitCode = 1;
});
