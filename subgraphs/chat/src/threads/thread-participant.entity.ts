import { InstantColumn, IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Entity } from 'typeorm';

export enum ThreadRole {
  OWNER = 'OWNER',
  MEMBER = 'MEMBER',
}

registerEnumType(ThreadRole, {
  name: 'ThreadRole', description: 'What a participant may do in a group.',
  valuesConfig: { OWNER: { description: 'May add and remove participants.' }, MEMBER: { description: 'May write and leave.' } },
});

@Entity('thread_participant')
@ObjectType({ simpleResolvers: true, description: 'A person in a thread.' })
export class ThreadParticipant {
  @ReferenceColumn({ primary: true })
  threadId: string;

  @ReferenceColumn({ primary: true })
  userId: string;

  @TextColumn({ length: 10 })
  @Field(() => ThreadRole, { description: 'What the person may do in the thread.' })
  role: ThreadRole;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When the person joined.' })
  joinedAt: Date;

  /** Sequence number of the last message the person has read. */
  @IntegerColumn()
  lastReadSequence: number;
}
