import { FlagColumn, IdColumn, InstantColumn, IntegerColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { byId } from '@sangam/kit/database/loaders';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';

@Entity('login_session')
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A sign-in of a person on one device: the family of its refresh tokens. Visible to the person.' })
export class LoginSession {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @ReferenceColumn()
  userId: string;

  @TextColumn({ length: 100, nullable: true })
  @Field(() => String, { nullable: true, description: 'Label that the client gave (`deviceLabel`); proves nothing.' })
  deviceLabel: string | null;

  @TextColumn({ length: 64 })
  @Field(() => String, { description: 'Address of the sign-in; empty where an administrator is signed in as the person.' })
  ip: string;

  @TextColumn({ length: 100, nullable: true })
  @Field(() => String, { nullable: true, description: 'Id that the client gave itself in `X-Device-ID`; a label, proves nothing.' })
  deviceId: string | null;

  @TextColumn({ length: 300, nullable: true })
  @Field(() => String, { nullable: true, description: '`User-Agent` of the sign-in.' })
  userAgent: string | null;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When the person signed in.' })
  createdAt: Date;

  @InstantColumn()
  @Field(() => DateTime, { description: 'Last refresh of this session.' })
  lastActiveAt: Date;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When the session ends unless it is refreshed.' })
  expiresAt: Date;

  @InstantColumn({ nullable: true })
  revokedAt: Date | null;

  @TextColumn({ length: 30, nullable: true })
  revokeReason: string | null;

  /** Position of the current refresh token in its family. */
  @IntegerColumn()
  refreshSequence: number;

  @TextColumn({ length: 64 })
  refreshHash: string;

  /** When the current refresh token replaced its parent. */
  @InstantColumn()
  rotatedAt: Date;

  @FlagColumn()
  @Field(() => Boolean, { description: 'Whether it was asked to last longer (`rememberMe`).' })
  remembered: boolean;

  /** Whether a second factor was proven. */
  @FlagColumn()
  mfa: boolean;

  /** How the person signed in: authentication method references (RFC 8176), separated by spaces. */
  @TextColumn({ length: 60 })
  amr: string;

  /** When the person last proved who they are; null: with the sign-in. */
  @InstantColumn({ nullable: true })
  authenticatedAt: Date | null;

  /** The administrator who is signed in as the person; null in the person's own sessions. */
  @ReferenceColumn({ nullable: true })
  actorId: string | null;

  /** The administrator's own session, with which this one ends. */
  @ReferenceColumn({ nullable: true })
  actorSessionId: string | null;
}

export const LoginSessionConnection = connectionOf(() => LoginSession, 'LoginSession');
export const sessionById = byId(LoginSession);
