import { findOne } from '@sangam/kit/database/read';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { User } from '../users/user.entity';
import { CriticalProfileField } from './profile-field';
import { ProfileUpdateRequest, ProfileUpdateRequestStatus } from './profile-update-request.entity';

const NAMES: Readonly<Record<CriticalProfileField, string>> = {
  [CriticalProfileField.FULL_NAME]: 'full name', [CriticalProfileField.ORGANIZATION_NAME]: 'organization', [CriticalProfileField.JOB_TITLE]: 'job title', [CriticalProfileField.CITY]: 'city',
};

/** Tells the person what was decided about the change that they requested. */
export const mailProfileDecision = defineJob<{ readonly requestId: string }>({
  name: 'identity.send-profile-decision-mail',
  description: 'Mail to a person after an administrator decided about a requested change of the profile.',
  run: async (ctx, { requestId }) => {
    const request = await findOne(ctx, ProfileUpdateRequest, { id: requestId });
    const user = request && (await findOne(ctx, User, { id: request.userId }));
    if (user) await ctx.mailer.send({ to: user.email, ...decisionText(request), key: ctx.job?.id ?? ctx.requestId });
  },
});

function decisionText({ field, newValue, status, decisionReason }: ProfileUpdateRequest): { readonly subject: string; readonly text: string } {
  const name = NAMES[field];
  if (status === ProfileUpdateRequestStatus.APPROVED) return { subject: 'Your profile was changed', text: `As you requested, your ${name} is now:\n\n${newValue}` };
  return { subject: 'Your profile stays as it is', text: `You requested another ${name}:\n\n${newValue}\n\nThis was not approved. The reason given is:\n\n${decisionReason ?? ''}` };
}
