import { isObjectType, getNamedType, parse, type GraphQLObjectType } from 'graphql';
import { buildSubgraph } from '../graphql/build-schema';
import { newId } from '../ids/new-id';
import type { AccessSpecimens, AccessWorld, Actor, EntitySpecimen } from './access-specimens';
import { expectNothingOfTheOwners, type AccessStage, type Scene } from './access-stage';
import type { DirectAnswer, TestClient } from './harness';

/** Those who come to a subgraph with a viewer; an invalid token never gets that far. */
const viewersOf = (actors: readonly Actor[]) => actors.filter((actor) => actor !== 'expired' && actor !== 'revoked');

/** `_entities` as the router asks it for each actor: who is shown an entity, and who its private fields. */
export function describeEntities<W extends AccessWorld>(stage: AccessStage<W>, specimens: AccessSpecimens<W>, privateFields: ReadonlyMap<string, readonly string[]>): void {
  const { definition, entities } = specimens;
  const { schema } = buildSubgraph(definition);
  for (const [name, specimen] of Object.entries(entities)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is no object type of ${definition.name}.`);
    describe(`_entities of ${name}`, () => {
      let scene: Scene<W>;
      beforeAll(async () => {
        scene = await stage.firstScene(specimen);
      });
      const ask = (client: TestClient, { selection, key }: Question): Promise<DirectAnswer> =>
        stage.graph.atSubgraph(definition.name, { viewer: client.viewer, caller: 'router' }, documentFor(name, selection), { representations: [{ __typename: name, ...key }] });
      describeVisibility({ stage, type, specimen, ask, scene: () => scene });
      for (const field of privateFields.get(name) ?? []) describePrivateField({ stage, type, specimen, ask, scene: () => scene }, field);
    });
  }
}

interface Question {
  readonly selection: string;
  readonly key: Readonly<Record<string, unknown>>;
}

interface EntityTrial<W extends AccessWorld> {
  readonly stage: AccessStage<W>;
  readonly type: GraphQLObjectType;
  readonly specimen: EntitySpecimen<W>;
  readonly ask: (client: TestClient, question: Question) => Promise<DirectAnswer>;
  readonly scene: () => Scene<W>;
}

const documentFor = (type: string, selection: string) => parse(`query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ${type} { ${selection} } } }`);

function describeVisibility<W extends AccessWorld>({ stage, specimen, ask, scene }: EntityTrial<W>): void {
  const entityFor = async (client: TestClient, key: Question['key']) => {
    const answer = await ask(client, { selection: '__typename', key });
    expect(answer.errors).toEqual([]);
    return entityIn(answer);
  };
  for (const actor of viewersOf(stage.actors)) {
    const visible = isVisible(specimen, actor);
    it(`is ${visible ? 'shown to' : 'hidden from'} ${actor}`, async () => {
      const client = await scene().cast.actor(actor);
      const before = await stage.tables();
      const entity = await entityFor(client, specimen.key(scene().world));
      expect(entity === null).toBe(!visible);
      await stage.expectUntouched(before);
    });
  }
  it('is shown to the owner, and null where there is none', async () => {
    const owner = scene().cast.owner();
    expect(await entityFor(owner, specimen.key(scene().world))).not.toBeNull();
    for (const id of ['', 'x', "' OR 1=1 --", `${newId()} `, newId().toUpperCase()]) expect(await entityFor(owner, { id })).toBeNull();
  });
}

function describePrivateField<W extends AccessWorld>({ stage, type, specimen, ask, scene }: EntityTrial<W>, field: string): void {
  const selection = selectionOf(type, field);
  const valueFor = async (client: TestClient) => {
    const answer = await ask(client, { selection, key: specimen.key(scene().world) });
    return { value: entityIn(answer)?.[field] ?? null, codes: answer.errors.map(({ extensions }) => extensions.code), text: JSON.stringify(answer) };
  };
  it.each(viewersOf(stage.actors))(`keeps ${field} from %s`, async (actor) => {
    const client = await scene().cast.actor(actor);
    const before = await stage.tables();
    const { value, codes, text } = await valueFor(client);
    expect(value).toBeNull();
    expect(codes).toEqual(isVisible(specimen, actor) ? [actor === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN'] : []);
    expectNothingOfTheOwners(scene(), { text });
    await stage.expectUntouched(before);
  });
  it(`shows ${field} to the owner`, async () => {
    const { value, codes } = await valueFor(scene().cast.owner());
    expect(codes).toEqual([]);
    expect(value === null).toBe(specimen.empty?.includes(field) ?? false);
  });
}

/** The one entity that was asked for; null when it is not shown. */
function entityIn({ data }: DirectAnswer): Readonly<Record<string, unknown>> | null {
  const [entity = null] = (data?._entities ?? []) as readonly (Readonly<Record<string, unknown>> | null)[];
  return entity;
}

function isVisible<W extends AccessWorld>({ visibleTo = [] }: EntitySpecimen<W>, actor: Actor): boolean {
  return visibleTo.includes(actor);
}

function selectionOf(type: GraphQLObjectType, field: string): string {
  const definition = type.getFields()[field];
  if (!definition) throw new Error(`${type.name} has no field ${field}.`);
  return isObjectType(getNamedType(definition.type)) ? `${field} { __typename }` : field;
}
