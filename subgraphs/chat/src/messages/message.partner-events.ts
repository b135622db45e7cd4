import { definePartnerEvent } from '@sangam/kit/events/define-partner-event';

export const messageSent = definePartnerEvent({
  type: 'chat.message.sent', description: 'Somebody wrote into a thread. Told to everybody who takes part, the sender too; without the text, which the graph shows.',
  example: { threadId: '019b8c2e-7f10-7c5a-9d3e-2f4a6b8c0d1e', messageId: '019b8c2e-9a44-7e21-8b70-5c1d3e5f7a9b', senderId: '019b8c2d-1b52-7f3c-a1d4-6e8f0a2b4c6d', sequence: 12, sentAt: '2026-01-05T06:30:00.000Z' },
});
