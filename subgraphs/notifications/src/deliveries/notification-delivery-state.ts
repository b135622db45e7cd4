import { registerEnumType } from 'type-graphql';

export enum NotificationDeliveryState {
  QUEUED = 'QUEUED',
  SENT = 'SENT',
  FAILED = 'FAILED',
  SUPPRESSED = 'SUPPRESSED',
}

registerEnumType(NotificationDeliveryState, {
  name: 'NotificationDeliveryState', description: 'Where a notification stands on its way.',
  valuesConfig: {
    QUEUED: { description: 'Waits for its first or next try, also for the end of quiet hours.' }, SENT: { description: 'Was taken by the mail host, the provider or the feed.' },
    FAILED: { description: 'Given up after twelve tries, or at once where another is pointless. An administrator may retry it.' },
    SUPPRESSED: { description: 'Not sent: the person does not want it, or got too many.' },
  },
});
