import { IdColumn, InstantColumn, IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { byId, listBy } from '@sangam/kit/database/loaders';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Entity } from 'typeorm';

export enum AccountErasureState {
  SCHEDULED = 'SCHEDULED',
  CANCELLED = 'CANCELLED',
  ERASING = 'ERASING',
  COMPLETED = 'COMPLETED',
}

registerEnumType(AccountErasureState, {
  name: 'AccountErasureState', description: 'How far the erasure of an account is.',
  valuesConfig: {
    SCHEDULED: { description: 'Its time has not come; it can be cancelled.' },
    CANCELLED: { description: 'Taken back; the account stays.' },
    ERASING: { description: 'The account is gone for good; not every part of the product has reported yet.' },
    COMPLETED: { description: 'Every part of the product has erased what it held of the person.' },
  },
});

/** Proof that a person was erased, and of who wanted it; says nothing of who the person was. */
@Entity('account_erasure')
@ObjectType({ simpleResolvers: true, description: 'The erasure of an account with everything the product holds of the person. Visible to the person and administrators.' })
export class AccountErasure {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @ReferenceColumn()
  userId: string;

  /** The person while it is scheduled, else null: one a person at a time. */
  @ReferenceColumn({ nullable: true })
  scheduledUserId: string | null;

  @TextColumn({ length: 20 })
  @Field(() => AccountErasureState, { description: 'How far it is.' })
  state: AccountErasureState;

  @TextColumn({ length: 500, nullable: true })
  @Field(() => String, { nullable: true, description: 'Why an administrator scheduled it; null where the person deleted the account, and once it is erased.' })
  reason: string | null;

  /** Null: the person. */
  @ReferenceColumn({ nullable: true })
  requestedById: string | null;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt: Date;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When the account is erased, or was meant to be.' })
  scheduledFor: Date;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When the account was erased; from then on nobody signs in to it.' })
  erasedAt: Date | null;

  /** Parts of the product that have not reported yet. */
  @IntegerColumn()
  remaining: number;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When the last part of the product had erased what it held; about an hour after `erasedAt`.' })
  completedAt: Date | null;
}

/** What a part of the product said to the erasure of a person. */
@Entity('account_erasure_report')
export class AccountErasureReport {
  @ReferenceColumn({ primary: true })
  erasureId: string;

  @TextColumn({ length: 40, primary: true })
  subgraph: string;

  /** Null: not yet. */
  @InstantColumn({ nullable: true })
  erasedAt: Date | null;
}

export const erasureById = byId(AccountErasure);
export const reportsOfErasure = listBy(AccountErasureReport, 'erasureId', { orderBy: [{ property: 'subgraph', direction: 'ASC' }] });
