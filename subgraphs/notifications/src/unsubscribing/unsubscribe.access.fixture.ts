import type { RouteSpecimen } from '@sangam/kit/testing/access-specimens';
import type { NotificationsSpecimens, NotificationsWorld } from '../access-world.fixture';

/** The link proves who owns the mail, whoever is signed in; without it nobody gets through. */
const byLink = (method: string): RouteSpecimen<NotificationsWorld> => ({
  status: 200, statuses: { stranger: 401, otherTenant: 401 },
  send: (client, { unsubscribePath }, sender) => client.http(sender === 'owner' ? unsubscribePath : `${unsubscribePath.slice(0, -2)}AA`, { method }),
});

export const unsubscribeAccess: NotificationsSpecimens = {
  routes: { 'GET /notifications/unsubscribe': byLink('GET'), 'POST /notifications/unsubscribe': byLink('POST') },
};
