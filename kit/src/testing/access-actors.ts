import type { Viewer } from '../authorization/viewer';
import { newId } from '../ids/new-id';
import type { AccessWorld, Actor } from './access-specimens';
import type { TestClient, TestGraph, TestPerson } from './harness';

/** An access token has ended after this, milliseconds. */
const PAST_EXPIRY = 16 * 60_000;

/** Everybody around one world. */
export interface Cast {
  readonly owner: (more?: Partial<Viewer>) => TestClient;
  /** @throws Error where the world has no such person. */
  actor(name: Actor): Promise<TestClient>;
}

export async function castOf(graph: TestGraph, world: AccessWorld): Promise<Cast> {
  const [stranger, foreigner] = [await graph.person(), await graph.person()];
  const as = async (person: TestPerson | undefined, more?: Partial<Viewer>): Promise<TestClient> => {
    if (!person) throw new Error('The world has no such person.');
    return graph.asUser({ userId: person.id, ...more });
  };
  const actors: Record<Actor, () => Promise<TestClient>> = {
    anonymous: async () => graph.anonymous(),
    stranger: () => as(stranger),
    otherTenant: () => as(foreigner, { organizationId: newId(), membershipRole: 'OWNER', permissions: ['*:*'], permissionVersion: 1, mfa: true }),
    lowerRole: () => as(world.lowerRole),
    removed: () => as(world.removed),
    expired: () => withExpiredToken(graph, world.owner),
    revoked: () => withRevokedToken(world.owner),
  };
  return { owner: (more) => graph.asUser({ userId: world.owner.id, ...more }), actor: (name) => actors[name]() };
}

async function withExpiredToken(graph: TestGraph, owner: TestPerson): Promise<TestClient> {
  const { client } = await owner.signIn();
  graph.clock.advance(PAST_EXPIRY);
  return client;
}

async function withRevokedToken(owner: TestPerson): Promise<TestClient> {
  const { client, signOut } = await owner.signIn();
  await signOut();
  return client;
}
