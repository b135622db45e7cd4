import { connectionOf } from '@sangam/kit/graphql/connections';
import { Field, ID, InputType } from 'type-graphql';
import { ChatMessage } from './chat-message.entity';

@InputType({ description: 'A message to send.' })
export class SendChatMessageInput {
  @Field(() => ID, { description: 'The thread.' })
  threadId: string;

  @Field(() => String, { description: 'Plain text, 1 to 4,000 characters without surrounding white space.' })
  text: string;
}

export const ChatMessageConnection = connectionOf(() => ChatMessage, 'ChatMessage');
