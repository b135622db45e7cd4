import { IdColumn, InstantColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime, EmailAddress } from '@sangam/kit/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Entity } from 'typeorm';

export enum ExternalProvider {
  GOOGLE = 'GOOGLE',
  FACEBOOK = 'FACEBOOK',
  KAKAO = 'KAKAO',
  MOCK = 'MOCK',
}

registerEnumType(ExternalProvider, {
  name: 'ExternalProvider', description: 'Who vouches for a person at a sign-in.',
  valuesConfig: {
    GOOGLE: { description: 'Google, by OpenID Connect.' }, FACEBOOK: { description: 'Facebook, by OAuth 2.' }, KAKAO: { description: 'Kakao, by OpenID Connect.' },
    MOCK: { description: 'Nobody: test people, outside production only.' },
  },
});

/** Unique: a subject at its provider, and a provider for its person. */
@Entity('external_identity')
@ObjectType({ simpleResolvers: true, description: 'An account at a provider that its owner signs in with, at most one each. Self and administrators.' })
export class ExternalIdentity {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @ReferenceColumn()
  userId: string;

  @TextColumn({ length: 20 })
  @Field(() => ExternalProvider, { description: 'The provider.' })
  provider: ExternalProvider;

  /** Who it is there; never changes, unlike the address. */
  @TextColumn({ length: 255 })
  subject: string;

  @TextColumn({ length: 255, nullable: true })
  @Field(() => EmailAddress, { nullable: true, description: 'The address there at the last sign-in, if the provider told it.' })
  email: string | null;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was linked.' })
  createdAt: Date;

  @InstantColumn()
  @Field(() => DateTime, { description: 'The last sign-in with it; when it was linked if there was none.' })
  lastUsedAt: Date;
}

export const ExternalIdentityConnection = connectionOf(() => ExternalIdentity, 'ExternalIdentity');
