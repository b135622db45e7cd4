import type { AccessSpecimens, AccessWorld } from '@sangam/kit/testing/access-specimens';
import type { TestGraph } from '@sangam/kit/testing/harness';

/** What one feature adds to the access matrix. */
export type NotificationsSpecimens = Partial<Pick<AccessSpecimens<NotificationsWorld>, 'fields' | 'publicFields' | 'internalFields' | 'entities' | 'routes'>>;

/** A person who was told something. */
export type NotificationsWorld = AccessWorld;

export async function makeWorld(graph: TestGraph): Promise<NotificationsWorld> {
  const owner = await graph.person({ displayName: 'Asha Rao' });
  return { owner, secrets: [owner.email] };
}

export const ADMINISTRATOR = () => ({ platformRoles: ['ADMIN'] });
export const ONLY_ADMINISTRATORS = { stranger: 'FORBIDDEN', otherTenant: 'FORBIDDEN' } as const;
