// Our executor over the subgraphs' own processes. `node sangam-apart.js SUPERGRAPH_FILE`.
const { readFileSync } = require('node:fs');
const { Pool } = require('undici');
const { serveSupergraph } = require('./serve-supergraph');

/** Where the subgraphs are, as the supergraph's join directives say. */
const urls = [...readFileSync(process.argv[2], 'utf8').matchAll(/@join__graph\(name: "(\w+)", url: "([^"]+)"\)/g)];

serveSupergraph(process.argv[2], new Map(urls.map(([, name, url]) => {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin);
  return [name, {
    prepare: ({ text }) => {
      const beginning = `{"query":${JSON.stringify(text)},"variables":`;
      return async (variables) => {
        const { body } = await pool.request({ path: pathname, method: 'POST', headers: { 'content-type': 'application/json' }, body: `${beginning}${JSON.stringify(variables)}}` });
        return body.json();
      };
    },
  }];
})));
