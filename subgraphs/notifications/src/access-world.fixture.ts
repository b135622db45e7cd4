import type { AccessSpecimens, AccessWorld } from '@sangam/kit/testing/access-specimens';
import type { TestGraph } from '@sangam/kit/testing/harness';
import { tellInApp } from './deliveries/mails.fixture';

/** What one feature adds to the access matrix. */
export type NotificationsSpecimens = Partial<Pick<AccessSpecimens<NotificationsWorld>, 'fields' | 'publicFields' | 'internalFields' | 'entities' | 'routes'>>;

/** A person who was told something. */
export interface NotificationsWorld extends AccessWorld {
  readonly notificationId: string;
  /** Tells somebody something in the apps. */
  readonly tell: (userId: string) => Promise<unknown>;
}

export async function makeWorld(graph: TestGraph): Promise<NotificationsWorld> {
  const owner = await graph.person({ displayName: 'Asha Rao' });
  const message = `Message to ${owner.id}`;
  const notificationId = await tellInApp(graph, owner.id, { message });
  return { owner, notificationId, tell: (userId) => tellInApp(graph, userId, { message: 'News' }), secrets: [owner.email, notificationId, message] };
}

export const ADMINISTRATOR = () => ({ platformRoles: ['ADMIN'] });
export const ONLY_ADMINISTRATORS = { stranger: 'FORBIDDEN', otherTenant: 'FORBIDDEN' } as const;
