const { fork } = require('node:child_process');
const { join } = require('node:path');

/** Starts the load generator; `ask(action, options)` has it open, run or close a target. */
function startLoad() {
  const child = fork(join(__dirname, 'load-process.js'));
  const waiting = new Map();
  let last = 0;
  child.on('message', ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(error));
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The load generator ended with ${code}.`));
  });
  const ask = (action, options) => new Promise((resolve, reject) => {
    const id = (last += 1);
    waiting.set(id, { resolve, reject });
    child.send({ id, action, options });
  });
  return { ask, stop: () => child.disconnect() };
}

module.exports = { startLoad };
