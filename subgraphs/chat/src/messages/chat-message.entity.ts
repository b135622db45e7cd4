import { IdColumn, InstantColumn, IntegerColumn, LongTextColumn, ReferenceColumn } from '@sangam/kit/database/columns';
import { byId } from '@sangam/kit/database/loaders';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';

@Entity('chat_message')
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A message of a thread. Visible to the thread\'s participants.' })
export class ChatMessage {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @ReferenceColumn()
  threadId: string;

  /** Null once the author was erased. */
  @ReferenceColumn({ nullable: true })
  senderId: string | null;

  @IntegerColumn()
  @Field(() => Int, { description: 'Position in the thread: 1, 2, 3 … without gaps.' })
  sequence: number;

  @LongTextColumn({ nullable: true })
  @Field(() => String, { nullable: true, description: 'Plain text, 1 to 4,000 characters; null after deletion.' })
  text: string | null;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was sent.' })
  sentAt: Date;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Last change of the text by its author.' })
  editedAt: Date | null;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When the author deleted it; the place in the thread remains.' })
  deletedAt: Date | null;
}

export const ChatMessageConnection = connectionOf(() => ChatMessage, 'ChatMessage');
export const messageById = byId(ChatMessage);
