import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { requestEmail } from '@sangam/kit/mail/request-email';
import { UserContactsDocument } from '@sangam/schema/typed/internal';
import { WebhookEndpoint } from '../webhook-endpoints/webhook-endpoint.entity';

export interface EndedEndpoint {
  readonly endpointId: string;
  /** Epoch milliseconds. */
  readonly endedAt: number;
  readonly reason: 'GONE' | 'FAILING';
}

/** Mails the person who has the endpoint; for an organization the one who added it. */
export const tellOfWebhookEnd = defineJob<EndedEndpoint>({
  name: 'notifications.tell-of-webhook-end', description: 'Mails the owner of a webhook endpoint that was disabled.',
  run: async (ctx, { endpointId, endedAt, reason }) => {
    const endpoint = await findOne(ctx, WebhookEndpoint, { id: endpointId });
    if (!endpoint) return;
    const userId = endpoint.ownerType === 'USER' ? endpoint.ownerId : endpoint.createdById;
    const { userContacts: [contact] } = await ctx.calls.call('identity', UserContactsDocument, { ids: [userId] }, { requestId: ctx.requestId });
    if (!contact) return;
    const { origin, pathname } = new URL(endpoint.url);
    await transaction(ctx, (tx) => requestEmail(ctx, tx, {
      key: `webhook-end:${endpointId}:${endedAt}`, to: contact.email, userId, template: 'notifications.webhook-end', locale: contact.locale, variables: { url: `${origin}${pathname}`, reason },
    }));
  },
});
