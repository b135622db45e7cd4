import { definePartnerEvent } from '@sangam/kit/events/define-partner-event';

export const threadCreated = definePartnerEvent({
  type: 'chat.thread.created', description: 'A thread was begun. Told to everybody who takes part in it then, its maker too.',
  example: { threadId: '019b8c2e-7f10-7c5a-9d3e-2f4a6b8c0d1e', kind: 'GROUP', createdById: '019b8c2d-1b52-7f3c-a1d4-6e8f0a2b4c6d', createdAt: '2026-01-05T06:30:00.000Z' },
});
