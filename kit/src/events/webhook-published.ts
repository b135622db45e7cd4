import type { OwnerType } from '../authorization/owner';
import { defineEvent } from './define-event';

/** Something that the partners of these owners are to be told. */
export interface PublishedWebhook {
  /** Same key, type and owner, same message: it is told once. */
  readonly key: string;
  readonly owners: readonly { readonly ownerType: OwnerType; readonly ownerId: string }[];
  /** Type of the partner event. */
  readonly type: string;
  /** Epoch milliseconds. */
  readonly happenedAt: number;
  /** `data` of the message, as JSON. */
  readonly data: string;
}

/** Recorded by `publishWebhook`; the contract names it in `schema/events/notifications.ts`. */
export const webhookPublished = defineEvent<PublishedWebhook>({
  type: 'notifications.webhook.published', version: 1, description: 'Something happened that partners of some people or organizations may want to be told.',
});
