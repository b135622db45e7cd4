import { Kind, type DocumentNode } from 'graphql';
import { isId, newId } from '../ids/new-id';
import { enter, ENTRANCES, type Entrance, type EntranceAnswer } from './access-entrances';
import { ALLOWED, OWN, type AccessWorld, type Actor, type FieldSpecimen, type Outcome } from './access-specimens';
import { expectNothingOfTheOwners, type AccessStage, type Scene } from './access-stage';
import type { TestClient } from './harness';

const DEFAULTS: Readonly<Record<Actor, Outcome>> = {
  anonymous: 'UNAUTHENTICATED', stranger: 'NOT_FOUND', otherTenant: 'NOT_FOUND', lowerRole: 'FORBIDDEN', removed: 'NOT_FOUND', expired: 'TOKEN_EXPIRED', revoked: 'SESSION_REVOKED',
};

/** Refused by the router before anything is executed. */
const AT_THE_DOOR: readonly Outcome[] = ['TOKEN_EXPIRED', 'SESSION_REVOKED'];
const SOCKET_UNAUTHORIZED = 4401;

/** One root field: each actor through each entrance, then the owner, for whom the same operation succeeds. */
export function describeField<W extends AccessWorld>(stage: AccessStage<W>, name: string, specimen: FieldSpecimen<W>): void {
  const [root = '', field = ''] = name.split('.');
  const trial = new FieldTrial(stage, specimen, field);
  describe(name, () => {
    beforeAll(async () => trial.begin());
    const entrances = ENTRANCES[root as keyof typeof ENTRANCES];
    it('is what the specimen asks for', () => expect(rootFieldsOf(specimen.document)).toEqual([field]));
    for (const actor of stage.actors) {
      const outcome = specimen.outcomes?.[actor] ?? DEFAULTS[actor];
      const shared = root === 'Query' || !(outcome === OWN || outcome === ALLOWED);
      it.each(entrances)(`answers ${actor} over %s: ${outcome}`, (entrance) => trial.tryActor({ actor, outcome, entrance, shared }));
    }
    const outsider = stage.actors.find((actor) => (specimen.outcomes?.[actor] ?? DEFAULTS[actor]) === 'NOT_FOUND');
    if (outsider) it('answers what is foreign exactly as what is missing', () => trial.compareWithMissing(outsider));
    it.each(entrances)('succeeds for the owner over %s', (entrance) => trial.tryOwner(entrance, root === 'Query'));
  });
}

interface Attempt {
  readonly actor: Actor;
  readonly outcome: Outcome;
  readonly entrance: Entrance;
  /** Whether the common scene can be used: nothing will be changed. */
  readonly shared: boolean;
}

class FieldTrial<W extends AccessWorld> {
  private common: Scene<W> | undefined;

  constructor(private readonly stage: AccessStage<W>, private readonly specimen: FieldSpecimen<W>, private readonly field: string) {}

  async begin(): Promise<void> {
    this.common = await this.stage.firstScene(this.specimen);
  }

  async tryActor({ actor, outcome, entrance, shared }: Attempt): Promise<void> {
    const scene = await this.scene(shared);
    const client = await scene.cast.actor(actor);
    const before = await this.stage.tables();
    const answer = await this.send(client, { scene, entrance, provoked: outcome === ALLOWED || outcome === OWN });
    if (outcome === ALLOWED) return this.expectAnswered(answer);
    expectNothingOfTheOwners(scene, answer);
    if (outcome === OWN) {
      this.expectAnswered(answer);
      return shared ? this.stage.expectUntouched(before) : this.stage.expectOwnersRowsKept(scene, before);
    }
    expectRefused(answer, this.field, outcome);
    await this.stage.expectUntouched(before, this.specimen.counts);
  }

  async tryOwner(entrance: Entrance, shared: boolean): Promise<void> {
    const scene = await this.scene(shared);
    this.expectAnswered(await this.send(this.owner(scene), { scene, entrance, provoked: true }));
  }

  /** The same refusal, byte for byte, when the ids of the owner's objects are ids of nothing. */
  async compareWithMissing(outsider: Actor): Promise<void> {
    const scene = await this.scene(true);
    const client = await scene.cast.actor(outsider);
    const { document } = this.specimen;
    const variables = this.variables(scene);
    const foreign = await client.run(document, variables);
    const missing = await client.run(document, withIdsOfNothing(variables, scene.world.secrets));
    const comparable = (answer: typeof foreign) => ({ status: answer.status, data: answer.data, errors: answer.errors.map(({ extensions, ...rest }) => ({ ...rest, extensions: { ...extensions, requestId: '' } })) });
    expect(comparable(foreign)).toEqual(comparable(missing));
  }

  private async scene(shared: boolean): Promise<Scene<W>> {
    return shared && this.common ? this.common : this.stage.scene(this.specimen);
  }

  private owner({ cast, world }: Scene<W>): TestClient {
    return cast.owner(this.specimen.viewer?.(world));
  }

  private variables({ world }: Scene<W>): object {
    return this.specimen.variables?.(world) ?? {};
  }

  private send(client: TestClient, { scene, entrance, provoked }: { scene: Scene<W>; entrance: Entrance; provoked: boolean }): Promise<EntranceAnswer> {
    const { document, provoke } = this.specimen;
    return enter(entrance, client, { document, variables: this.variables(scene) }, provoked && provoke ? () => provoke(scene.world, client) : undefined);
  }

  private expectAnswered({ data, errors, closed }: EntranceAnswer): void {
    expect({ errors, closed }).toEqual({ errors: [], closed: undefined });
    expect(data?.[this.field] ?? null).not.toBeNull();
  }
}

/** Refused at the door: 401 over HTTP, a closed socket. Refused by a rule or a service: an answer without data. */
function expectRefused(answer: EntranceAnswer, field: string, code: Outcome): void {
  const atTheDoor = AT_THE_DOOR.includes(code);
  expect(answer.data?.[field] ?? null).toBeNull();
  if (atTheDoor && answer.closed !== undefined) return void expect(answer.closed).toBe(SOCKET_UNAUTHORIZED);
  expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual([code]);
  if (answer.status !== undefined) expect(answer.status).toBe(atTheDoor ? 401 : 200);
}

function rootFieldsOf(document: DocumentNode): string[] {
  const operations = document.definitions.flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? [definition] : []));
  return operations.flatMap(({ selectionSet }) => selectionSet.selections.map((selection) => (selection.kind === Kind.FIELD ? selection.name.value : selection.kind)));
}

function withIdsOfNothing(value: unknown, owned: readonly string[]): object {
  const replaced = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' && isId(part) && owned.includes(part) ? newId() : part));
  return JSON.parse(replaced) as object;
}
