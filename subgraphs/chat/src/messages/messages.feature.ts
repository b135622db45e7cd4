import { signedIn } from '@sangam/kit/authorization/basic-rules';
import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { takesPart } from '../threads/thread.loaders';
import { ChatMessage, messageById } from './chat-message.entity';
import { eraseMessages } from './erase-messages';
import { messageSent } from './message.partner-events';
import { MessageResolver, ThreadMessagesResolver } from './message.resolver';

export const messages = defineFeature({
  name: 'messages',
  entities: [ChatMessage],
  resolvers: [MessageResolver, ThreadMessagesResolver],
  rules: defineRules({
    Query: { chatMessage: signedIn },
    Mutation: { sendChatMessage: limited(signedIn, 120, 60), editChatMessage: signedIn, deleteChatMessage: signedIn },
    types: { ChatMessage: 'guarded' },
  }),
  personalData: [
    personalRows<ChatMessage>({
      entity: ChatMessage, person: 'senderId', erase: eraseMessages,
      exported: { file: 'messages', key: 'id', row: ['id', 'threadId', 'sequence', 'text', 'sentAt', 'editedAt', 'deletedAt'] },
    }),
  ],
  partnerEvents: [messageSent],
  references: [
    guardReference<ChatMessage>({ entity: ChatMessage, reads: 'user', load: messageById, guardMany: (ctx, found) => takesPart(ctx, found.map(({ threadId }) => threadId)) }),
  ],
});
