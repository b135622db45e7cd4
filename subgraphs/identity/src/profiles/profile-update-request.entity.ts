import { IdColumn, InstantColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { listBy } from '@sangam/kit/database/loaders';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Entity } from 'typeorm';
import { CriticalProfileField } from './profile-field';

export enum ProfileUpdateRequestStatus {
  PENDING = 'PENDING',
  APPROVED = 'APPROVED',
  REJECTED = 'REJECTED',
}

registerEnumType(ProfileUpdateRequestStatus, {
  name: 'ProfileUpdateRequestStatus', description: 'What became of a wish to change a critical field.',
  valuesConfig: { PENDING: { description: 'Nobody has decided yet.' }, APPROVED: { description: 'The field was changed.' }, REJECTED: { description: 'The field stayed as it was.' } },
});

@Entity('profile_update_request')
@ObjectType({ simpleResolvers: true, description: 'A person\'s wish to change a critical field of the profile that is locked; an administrator decides. The person and administrators.' })
export class ProfileUpdateRequest {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @ReferenceColumn()
  userId: string;

  @TextColumn({ length: 20 })
  @Field(() => CriticalProfileField, { description: 'The field.' })
  field: CriticalProfileField;

  @TextColumn({ length: 200, nullable: true })
  @Field(() => String, { nullable: true, description: 'What the field said when the change was requested; null: nothing.' })
  previousValue: string | null;

  @TextColumn({ length: 200 })
  @Field(() => String, { description: 'What it should say.' })
  newValue: string;

  @TextColumn({ length: 500 })
  @Field(() => String, { description: 'Why, in the person\'s words.' })
  reason: string;

  @TextColumn({ length: 10 })
  @Field(() => ProfileUpdateRequestStatus, { description: 'What became of it.' })
  status: ProfileUpdateRequestStatus;

  /** Person and field while it is pending, else null: unique, so there is one pending request a field. */
  @TextColumn({ length: 60, nullable: true })
  pendingKey: string | null;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was requested.' })
  createdAt: Date;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it was decided; null while it is pending.' })
  decidedAt: Date | null;

  @ReferenceColumn({ nullable: true })
  decidedById: string | null;

  @TextColumn({ length: 500, nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was rejected.' })
  decisionReason: string | null;

  /** Where the decision came from. */
  @TextColumn({ length: 64, nullable: true })
  decisionIp: string | null;

  @TextColumn({ length: 128, nullable: true })
  decisionRequestId: string | null;
}

export const ProfileUpdateRequestConnection = connectionOf(() => ProfileUpdateRequest, 'ProfileUpdateRequest');

/** At most one a critical field. */
export const pendingRequestsOfUser = listBy(ProfileUpdateRequest, 'userId', {
  where: { status: ProfileUpdateRequestStatus.PENDING }, orderBy: [{ property: 'createdAt', direction: 'DESC' }, { property: 'id', direction: 'DESC' }],
});
