import { EventsMissed } from '@sangam/kit/live/events-missed';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { ChatMessage } from '../messages/chat-message.entity';
import { User } from '../stubs/user.stub';
import { ChatThread } from '../threads/chat-thread.entity';

@ObjectType({ simpleResolvers: true, description: 'A message was sent (`message:new`).' })
export class ChatMessageSent {
  @Field(() => ChatMessage, { description: 'The message.' })
  message: ChatMessage;
}

@ObjectType({ simpleResolvers: true, description: 'An author changed the text of a message (`message:edited`).' })
export class ChatMessageEdited {
  @Field(() => ChatMessage, { description: 'The message with its new text.' })
  message: ChatMessage;
}

@ObjectType({ simpleResolvers: true, description: 'An author deleted a message (`message:deleted`).' })
export class ChatMessageDeleted {
  @Field(() => ChatMessage, { description: 'The message without its text.' })
  message: ChatMessage;
}

@ObjectType({ simpleResolvers: true, description: 'A person began or stopped typing (`typing:indicator`).' })
export class ChatTypingChanged {
  @Field(() => User, { nullable: true, description: 'The person.' })
  user: User | null;

  @Field(() => Boolean, { description: 'Whether the person types.' })
  typing: boolean;

  @Field(() => DateTime, { description: 'When it changed; without news for 10 seconds take it as stopped.' })
  changedAt: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A thread was made, or one was added to it (`thread:created`).' })
export class ChatThreadCreated {
  @Field(() => ChatThread, { description: 'The thread.' })
  thread: ChatThread;
}

@ObjectType({ simpleResolvers: true, description: 'A thread\'s message count or people changed (`thread:updated`).' })
export class ChatThreadUpdated {
  @Field(() => ChatThread, { description: 'The thread as it is now.' })
  thread: ChatThread;
}

export const ChatEvent = createUnionType({
  name: 'ChatEvent',
  description: 'What happens in threads one takes part in.',
  types: () => [ChatMessageSent, ChatMessageEdited, ChatMessageDeleted, ChatTypingChanged, ChatThreadCreated, ChatThreadUpdated, EventsMissed] as const,
});

export type ChatEventValue =
  | ChatMessageSent
  | ChatMessageEdited
  | ChatMessageDeleted
  | ChatTypingChanged
  | ChatThreadCreated
  | ChatThreadUpdated
  | EventsMissed;
