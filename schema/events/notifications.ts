import { defineEvent } from '@sangam/kit/events/define-event';

export { emailRequested } from '@sangam/kit/events/email-requested';
export { webhookPublished } from '@sangam/kit/events/webhook-published';

/** Something that a person is to be told inside the apps. */
export interface RequestedNotification {
  /** Same key, same notification: it is told once. */
  readonly key: string;
  readonly userId: string;
  /** Key of a template for the feed, `<subgraph>.<name>`. */
  readonly template: string;
  /** Language tag the person prefers. */
  readonly locale: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Makes it an alert. */
  readonly severity: 'INFO' | 'WARNING' | 'CRITICAL' | null;
  /** Where it leads: an absolute address of the front end. */
  readonly actionUrl: string | null;
}

export const notificationRequested = defineEvent<RequestedNotification>({
  type: 'notifications.notification.requested', version: 1, description: 'Some part of the product wants to tell a person something inside the apps.',
});

/** News for open apps only; whoever is away reads the thing itself later. */
export interface ChangedStatus {
  readonly userIds: readonly string[];
  /** Kind of the thing, e.g. `ORDER`. */
  readonly resourceType: string;
  readonly resourceId: string;
  readonly status: string;
  /** Epoch milliseconds. */
  readonly changedAt: number;
}

export const statusChanged = defineEvent<ChangedStatus>({
  type: 'notifications.status.changed', version: 1, priority: 'interactive', description: 'Something of these people has another status, as its subgraph says.',
});
