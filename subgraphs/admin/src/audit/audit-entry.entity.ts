import { IdColumn, InstantColumn, IntegerColumn, JsonColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { byId } from '@sangam/kit/database/loaders';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';

/** Rows are only ever added, and removed when their time is over; the database refuses everything else. */
@Entity('audit_entry')
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'Something that somebody did and that stays on record. Visible to administrators, to those who administer its organization, and to whoever did it.' })
export class AuditEntry {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @TextColumn({ length: 36 })
  chainId: string;

  @IntegerColumn()
  @Field(() => Int, { description: 'Position in the chain of its organization, or of the platform, from 1 without gaps.' })
  sequence: number;

  @TextColumn({ length: 43 })
  previousHash: string;

  @TextColumn({ length: 43 })
  @Field(() => String, { description: 'Keyed digest (HMAC-SHA-256, base64url) of this entry and all before it.' })
  hash: string;

  @TextColumn({ length: 60 })
  @Field(() => String, { description: 'What was done, `<domain>.<verb>`, e.g. `account.ban`.' })
  action: string;

  /** The part of the action before the dot. */
  @TextColumn({ length: 60 })
  domain: string;

  @TextColumn({ length: 60 })
  @Field(() => String, { description: 'What it was done to: a type of the graph, e.g. `User`.' })
  resourceType: string;

  @TextColumn({ length: 200 })
  @Field(() => String, { description: 'Id of what it was done to.' })
  resourceId: string;

  @ReferenceColumn({ nullable: true })
  organizationId: string | null;

  @ReferenceColumn({ nullable: true })
  actorId: string | null;

  @ReferenceColumn({ nullable: true })
  onBehalfOfId: string | null;

  @TextColumn({ length: 43, nullable: true })
  @Field(() => String, { nullable: true, description: 'SHA-256 (base64url) of what it was before; null where it was not, or nothing of it changed.' })
  beforeDigest: string | null;

  @TextColumn({ length: 43, nullable: true })
  @Field(() => String, { nullable: true, description: 'SHA-256 (base64url) of what it was afterwards; null where it was not any more, or nothing of it changed.' })
  afterDigest: string | null;

  @JsonColumn()
  @Field(() => [String], { description: 'Names of what changed, in alphabetical order; never values.' })
  changedFields: string[];

  @TextColumn({ length: 43 })
  personalDigest: string;

  @TextColumn({ length: 128 })
  @Field(() => String, { description: 'Id of the request in which it was done, as in `X-Request-ID`.' })
  requestId: string;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was done.' })
  occurredAt: Date;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it joined the chain, a moment later.' })
  recordedAt: Date;
}

export const entryById = byId(AuditEntry);
export const AuditEntryConnection = connectionOf(() => AuditEntry, 'AuditEntry');
