import { signedIn } from '@sangam/kit/authorization/basic-rules';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { ChatEventSubscriptions } from './chat-event.subscriptions';
import { TypingResolver } from './typing.resolver';

export const live = defineFeature({
  name: 'live',
  resolvers: [ChatEventSubscriptions, TypingResolver],
  rules: defineRules({
    Mutation: { setTyping: limited(signedIn, 120, 60) },
    Subscription: { chatEvents: signedIn },
    types: {
      ChatMessageSent: 'open', ChatMessageEdited: 'open', ChatMessageDeleted: 'open', ChatTypingChanged: 'open', ChatThreadCreated: 'open', ChatThreadUpdated: 'open',
    },
  }),
});
