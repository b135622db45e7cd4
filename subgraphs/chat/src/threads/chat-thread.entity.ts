import { IdColumn, InstantColumn, IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { byId } from '@sangam/kit/database/loaders';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Entity } from 'typeorm';

export enum ThreadKind {
  DIRECT = 'DIRECT',
  GROUP = 'GROUP',
}

registerEnumType(ThreadKind, {
  name: 'ThreadKind', description: 'How a thread came to be.',
  valuesConfig: { DIRECT: { description: 'Between two people; there is one per pair.' }, GROUP: { description: 'Made by a person who chose the others.' } },
});

@Entity('chat_thread')
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A conversation. Only its participants can see it or anything in it.' })
export class ChatThread {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @TextColumn({ length: 10 })
  @Field(() => ThreadKind, { description: 'Between two people, or a group.' })
  kind: ThreadKind;

  @TextColumn({ length: 100, nullable: true })
  @Field(() => String, { nullable: true, description: 'Title of a group, 1 to 100 characters; null between two people.' })
  title: string | null;

  /** Both people's ids in order, joined by a colon: at most one direct thread per pair. */
  @TextColumn({ length: 73, nullable: true })
  directKey: string | null;

  @ReferenceColumn()
  createdById: string;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When the thread was made.' })
  createdAt: Date;

  /** Messages ever sent; also the sequence number of the last one. Counted in the sending transaction, without gaps. */
  @IntegerColumn()
  @Field(() => Int, { description: 'Messages ever sent, deleted ones included.' })
  messageCount: number;

  @InstantColumn()
  @Field(() => DateTime, { description: 'Last message, or when the thread was made.' })
  lastActivityAt: Date;

  /** Grows with each change of the participants; live messages carry it. */
  @IntegerColumn()
  membershipVersion: number;
}

export const ChatThreadConnection = connectionOf(() => ChatThread, 'ChatThread');
export const threadById = byId(ChatThread);
