import { reachable } from '@sangam/kit/testing/access-completeness';
import { buildSchema, parse, Kind, type DocumentNode, type ObjectTypeDefinitionNode } from 'graphql';
import { readRepositoryFile } from '../contract/repository';
import { loadDefinitions } from '../starting/start-product';
import { SUBGRAPHS } from '../subgraphs';

const text = (path: string): string => {
  const found = readRepositoryFile(path);
  if (found === undefined) throw new Error(`There is no ${path}.`);
  return found;
};

const ROOTS = ['Query', 'Mutation', 'Subscription'] as const;

function rootFieldsOf(path: string): string[] {
  const schema = buildSchema(text(path));
  return ROOTS.flatMap((root) => Object.keys({ Query: schema.getQueryType(), Mutation: schema.getMutationType(), Subscription: schema.getSubscriptionType() }[root]?.getFields() ?? {}).map((field) => `${root}.${field}`));
}

/** Types that a subgraph resolves by a key. */
function entitiesOf(document: DocumentNode): string[] {
  const types = document.definitions.filter((definition): definition is ObjectTypeDefinitionNode => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  const isResolved = ({ directives = [] }: ObjectTypeDefinitionNode) =>
    directives.some(({ name, arguments: given = [] }) => name.value === 'key' && !given.some((argument) => argument.name.value === 'resolvable' && argument.value.kind === Kind.BOOLEAN && !argument.value.value));
  return types.filter(isResolved).map(({ name }) => name.value);
}

/** The tables of entrances are made from the code; these hold them against what is published. */
describe('the tables of entrances and callers', () => {
  it('know every root field of the graph, and no internal one is among them', async () => {
    const found = (await loadDefinitions()).map(reachable);

    expect(found.flatMap(({ fields, publicFields }) => [...fields, ...publicFields]).sort()).toEqual(rootFieldsOf('schema/api.graphql').sort());
    expect(found.flatMap(({ internalFields }) => internalFields).filter((field) => rootFieldsOf('schema/api.graphql').includes(field))).toEqual([]);
  });

  it('know every root field that the router has a rule for', async () => {
    const found = (await loadDefinitions()).map(reachable).flatMap(({ fields, publicFields, internalFields }) => [...fields, ...publicFields, ...internalFields]);

    // What every subgraph with rows of people answers stands in several.
    expect([...new Set(found)].sort()).toEqual(Object.keys(JSON.parse(text('schema/rules.json')) as object).sort());
  });

  it('know every entity that a subgraph resolves, and every route', async () => {
    for (const definition of await loadDefinitions()) {
      expect(reachable(definition).entities).toEqual(expect.arrayContaining(entitiesOf(parse(text(`schema/subgraphs/${definition.name}.graphql`)))));
    }
    const routes = (await loadDefinitions()).flatMap((definition) => reachable(definition).routes);
    expect(routes.sort()).toEqual((JSON.parse(text('schema/routes.json')) as { method: string; path: string }[]).map(({ method, path }) => `${method} ${path}`).sort());
  });

  it.each(SUBGRAPHS.map(({ name }) => name))('are run for %s', (name) => {
    const source = text(`subgraphs/${name}/src/access.test.ts`);
    expect(source).toMatch(/^describeAccess(<\w+>)?\(\{/m);
    expect(source).toContain('definition: subgraph,');
  });
});
