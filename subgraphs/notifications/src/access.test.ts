import { describeAccess } from '@sangam/kit/testing/access-matrix';
import { mergeSpecimens } from '@sangam/kit/testing/merge-specimens';
import { makeWorld, type NotificationsWorld } from './access-world.fixture';
import { subgraph } from './subgraph';
import { notificationTemplateAccess } from './templates/notification-template.access.fixture';

describeAccess<NotificationsWorld>({
  definition: subgraph,
  subgraphs: ['identity', 'notifications'],
  world: makeWorld,
  ...mergeSpecimens<NotificationsWorld>(notificationTemplateAccess),
});
