import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A message to send.' })
export class SendChatMessageInput {
  @Field(() => ID, { description: 'The thread.' })
  threadId: string;

  @Field(() => String, { description: 'Plain text, 1 to 4,000 characters without surrounding white space.' })
  text: string;
}
