// Runs TypeScript sources of the workspaces directly: `node -r ./router/src/contract/register-swc.js <file>.ts`.
//
// The contract is emitted from the subgraphs' code, and that code imports typed documents which are emitted with the
// contract. To work from a clean clone, and with typed documents that are missing or stale, emission therefore needs
// no build: each file is compiled on its own, and `@sangam/schema/typed/*` is an empty document here. Nothing that
// describes a schema may depend on what such a document says.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const root = join(__dirname, '../../..');
const compiler = { ...JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8')), swcrc: false, sourceMaps: 'inline' };
const emptyDocument = Object.freeze({ kind: 'Document', definitions: [] });
const typedDocuments = new Proxy({}, { get: (_target, name) => (name === '__esModule' ? true : emptyDocument) });

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolve(request, ...rest) {
  return resolveFilename.call(this, sourceOf(request) ?? request, ...rest);
};

const load = Module._load;
Module._load = function loadModule(request, ...rest) {
  return request.startsWith('@sangam/schema/typed/') ? typedDocuments : load.call(this, request, ...rest);
};

Module._extensions['.ts'] = function compile(module, filename) {
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...compiler, filename }).code, filename);
};

/** The source file behind an import between workspaces, as in jest.config.js. */
function sourceOf(request) {
  const [, name, path] = /^@sangam\/([a-z]+)\/(.+)$/.exec(request) ?? [];
  if (!name) return undefined;
  const folder = { kit: 'kit/src', router: 'router/src', schema: 'schema' }[name] ?? `subgraphs/${name}/src`;
  return join(root, folder, `${path}.ts`);
}
