import { IdColumn, InstantColumn, JsonColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { AccountActivityKind } from './account-activity-kind';

/** Rows are only ever added, and removed when their time is over; the database refuses to alter one. */
@Entity('account_activity')
@ObjectType({ simpleResolvers: true, description: 'Something that happened to an account. Visible to the person and administrators.' })
export class AccountActivity {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @ReferenceColumn()
  userId: string;

  @TextColumn({ length: 40 })
  @Field(() => AccountActivityKind, { description: 'What happened.' })
  kind: AccountActivityKind;

  /** Whoever else did it: an administrator, or somebody signed in as the person. Null: the person, or the product itself. */
  @ReferenceColumn({ nullable: true })
  actorId: string | null;

  /** The actor's own, if somebody else acted. */
  @TextColumn({ length: 64 })
  ip: string;

  /** Session of the person in which it happened. */
  @ReferenceColumn({ nullable: true })
  sessionId: string | null;

  @TextColumn({ length: 128 })
  @Field(() => String, { description: 'Id of the request in which it happened, as in `X-Request-ID`; support finds its traces by it.' })
  requestId: string;

  @JsonColumn()
  detail: Readonly<Record<string, string>>;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it happened.' })
  createdAt: Date;
}

export const AccountActivityConnection = connectionOf(() => AccountActivity, 'AccountActivity');
