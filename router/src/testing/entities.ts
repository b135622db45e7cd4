import { anonymousViewer, type Viewer } from '@sangam/kit/authorization/viewer';
import type { RunningSubgraph } from '@sangam/kit/running/running-subgraph';
import { graphql, isObjectType, type GraphQLSchema } from 'graphql';

type Entity = Record<string, unknown> | null;

/** Asks `_entities` of a subgraph for every scalar field of the representations, as the router would for this viewer. */
export async function resolveEntities(subgraph: RunningSubgraph, viewer: Viewer | null, representations: readonly object[]): Promise<readonly Entity[]> {
  const names = [...new Set(representations.map((representation) => (representation as { __typename: string }).__typename))];
  const selections = names.map((name) => `... on ${name} { ${scalarFields(subgraph.schema, name).join(' ')} }`).join(' ');
  const result = await graphql({
    schema: subgraph.schema, source: `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${selections} } }`,
    variableValues: { representations }, contextValue: subgraph.context({ viewer: viewer ?? anonymousViewer('test', ''), caller: 'router', requestId: 'test' }),
  });
  return (result.data?._entities ?? []) as readonly Entity[];
}

function scalarFields(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type.`);
  return Object.values(type.getFields()).filter((field) => field.args.length === 0 && /^\w+!?$/.test(String(field.type)) && !isObjectType(schema.getType(String(field.type).replace('!', '')))).map((field) => field.name);
}
