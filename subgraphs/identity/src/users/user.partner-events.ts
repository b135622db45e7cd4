import { definePartnerEvent } from '@sangam/kit/events/define-partner-event';

export const userRegistered = definePartnerEvent({
  type: 'identity.user.registered', description: 'A person signed up. Told to the person.', example: { userId: '019b8c2d-1b52-7f3c-a1d4-6e8f0a2b4c6d', registeredAt: '2026-01-05T06:30:00.000Z' },
});

export const emailVerified = definePartnerEvent({
  type: 'identity.email.verified', description: 'A person proved the address of the account by a mailed link. Told to the person.', example: { userId: '019b8c2d-1b52-7f3c-a1d4-6e8f0a2b4c6d', verifiedAt: '2026-01-05T06:35:00.000Z' },
});
