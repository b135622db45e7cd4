import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import type { ExternalProvider } from './external-identity.entity';
import { ProviderState } from './provider-state.entity';

interface IdentityMail {
  readonly address: string;
  readonly provider: ExternalProvider;
}

const NAMES: Readonly<Record<ExternalProvider, string>> = { GOOGLE: 'Google', FACEBOOK: 'Facebook', KAKAO: 'Kakao', MOCK: 'the test provider' };

/** Tells somebody that a provider was linked to their account. */
export const sendIdentityLinkedMail = defineJob<IdentityMail>({
  name: 'identity.send-identity-linked-mail',
  description: 'Mail to the owner of an account after a provider was linked to it.',
  priority: 'interactive',
  run: (ctx, { address, provider }) => ctx.mailer.send({
    to: address, key: ctx.job?.id ?? ctx.requestId, subject: `${NAMES[provider]} was linked to your account`,
    text: `From now on your account can be signed in to with ${NAMES[provider]}. If it was not you, remove it in your account and choose a new password.`,
  }),
});

/** Tells somebody that a provider was removed from their account. */
export const sendIdentityUnlinkedMail = defineJob<IdentityMail>({
  name: 'identity.send-identity-unlinked-mail',
  description: 'Mail to the owner of an account after a provider was removed from it.',
  priority: 'interactive',
  run: (ctx, { address, provider }) => ctx.mailer.send({
    to: address, key: ctx.job?.id ?? ctx.requestId, subject: `${NAMES[provider]} was removed from your account`,
    text: `Your account can no longer be signed in to with ${NAMES[provider]}. If it was not you, choose a new password.`,
  }),
});

/** Keeps the table as small as the number of sign-ins that have begun lately. */
export const removeOldProviderStates = defineJob<null>({
  name: 'identity.remove-old-provider-states',
  description: 'Removes sign-ins at providers from which nobody came back in time.',
  priority: 'bulk',
  everyMs: 3_600_000,
  run: (ctx) => transaction(ctx, async (tx) => {
    await tx.delete(ProviderState, { expiresAt: { atMost: new Date(ctx.clock.now()) } });
  }),
});
