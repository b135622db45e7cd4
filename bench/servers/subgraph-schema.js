// The subgraphs' executable schemas and operations, as the product's own subgraphs execute them.
const { buildSubgraphSchema } = require('@apollo/subgraph');
const { parse, validate } = require('graphql');
const { compileOperation } = require('../../kit/dist/execution/compile-operation');
const { subgraphs } = require('../graph/subgraphs');

/** Entities are resolved in batches, one call per type. */
function subgraphSchema(wanted) {
  const { sdl, resolvers, entities } = subgraphs.find(({ name }) => name === wanted);
  const references = Object.fromEntries(Object.entries(entities).map(([type, find]) => [type, { ...resolvers[type], __resolveReference: find }]));
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: { ...resolvers, ...references } });
  for (const [type, find] of Object.entries(entities)) {
    const entity = schema.getType(type);
    entity.extensions = { ...entity.extensions, sangam: { resolveReferences: (representations) => representations.map(find) } };
  }
  return schema;
}

/** A valid operation as a function of its variables. */
const prepare = (schema, document) => compileOperation(schema, document);

/** Parses and checks an operation that came as text. */
function documentOf(schema, text) {
  const document = parse(text);
  const mistakes = validate(schema, document);
  if (mistakes.length > 0) throw mistakes[0];
  return document;
}

module.exports = { documentOf, prepare, subgraphSchema };
