import { describeAccess } from '@sangam/kit/testing/access-matrix';
import { mergeSpecimens } from '@sangam/kit/testing/merge-specimens';
import { makeWorld, type NotificationsWorld } from './access-world.fixture';
import { deliveryAccess } from './deliveries/delivery.access.fixture';
import { feedNotificationAccess } from './feed/feed-notification.access.fixture';
import { notificationEventAccess } from './live/notification-event.access.fixture';
import { notificationRequestAccess } from './requests/notification-request.access.fixture';
import { notificationPreferenceAccess } from './preferences/notification-preference.access.fixture';
import { pushSubscriptionAccess } from './push/push-subscription.access.fixture';
import { subgraph } from './subgraph';
import { notificationTemplateAccess } from './templates/notification-template.access.fixture';
import { unsubscribeAccess } from './unsubscribing/unsubscribe.access.fixture';
import { webhookDeliveryAccess } from './webhook-deliveries/webhook-delivery.access.fixture';
import { webhookEndpointAccess } from './webhook-endpoints/webhook-endpoint.access.fixture';

describeAccess<NotificationsWorld>({
  definition: subgraph,
  subgraphs: ['identity', 'notifications'],
  world: makeWorld,
  ...mergeSpecimens<NotificationsWorld>(
    notificationTemplateAccess, deliveryAccess, feedNotificationAccess, notificationEventAccess, notificationRequestAccess, notificationPreferenceAccess, unsubscribeAccess,
    pushSubscriptionAccess, webhookEndpointAccess, webhookDeliveryAccess,
  ),
});
