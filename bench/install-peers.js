const { execFileSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const FOLDER = join(__dirname, 'peers');
const read = (file) => {
  try {
    return readFileSync(join(FOLDER, file), 'utf8');
  } catch {
    return undefined;
  }
};

/** Installs what the product is compared with, once per lock file. It is no part of the product's own tree: half a gigabyte that only measurements need. */
function installPeers() {
  const lock = read('package-lock.json');
  if (read('node_modules/.installed') === lock) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: FOLDER, stdio: ['ignore', 2, 2] });
  writeFileSync(join(FOLDER, 'node_modules/.installed'), lock);
}

module.exports = { installPeers };
