import { OwnerIdColumn, OwnerTypeColumn, type OwnerType } from '@sangam/kit/authorization/owner';
import { IdColumn, InstantColumn, IntegerColumn, TextColumn } from '@sangam/kit/database/columns';
import { byId } from '@sangam/kit/database/loaders';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Entity } from 'typeorm';

export enum FilePurpose {
  PROFILE_PHOTO = 'PROFILE_PHOTO',
  PROFILE_LOGO = 'PROFILE_LOGO',
}

registerEnumType(FilePurpose, {
  name: 'FilePurpose', description: 'What a file was uploaded for; it can be used for nothing else.',
  valuesConfig: {
    PROFILE_PHOTO: { description: 'A person\'s photo: JPEG, PNG or WebP, at most 5 MB.' },
    PROFILE_LOGO: { description: 'The logo of a person\'s firm: JPEG, PNG or WebP, at most 5 MB.' },
  },
});

@Entity('file')
@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description: 'An uploaded file. Its owner sees all of it; whoever can see an object that uses the file sees it without name and hash. Images are stored as they were encoded anew, without metadata.',
})
export class File {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @OwnerTypeColumn()
  ownerType: OwnerType;

  @OwnerIdColumn()
  ownerId: string;

  @TextColumn({ length: 20 })
  @Field(() => FilePurpose, { description: 'What it was uploaded for.' })
  purpose: FilePurpose;

  @TextColumn({ length: 255 })
  @Field(() => String, { nullable: true, description: 'Name that it had where it was uploaded from, at most 255 characters; for display only. Its owner.' })
  name: string;

  @TextColumn({ length: 100 })
  @Field(() => String, { description: 'Media type found in the bytes, e.g. `image/webp`; what the client declared counts for nothing.' })
  mediaType: string;

  @IntegerColumn()
  @Field(() => Int, { description: 'Bytes as stored.' })
  sizeBytes: number;

  @IntegerColumn({ nullable: true })
  @Field(() => Int, { nullable: true, description: 'Width in pixels; null for what is no image.' })
  width: number | null;

  @IntegerColumn({ nullable: true })
  @Field(() => Int, { nullable: true, description: 'Height in pixels; null for what is no image.' })
  height: number | null;

  @TextColumn({ length: 64 })
  @Field(() => String, { nullable: true, description: 'SHA-256 of the bytes as stored, hexadecimal. Its owner.' })
  sha256: string;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was uploaded.' })
  createdAt: Date;

  /** Null while the bytes are being written. */
  @InstantColumn({ nullable: true })
  storedAt: Date | null;

  /** Since when something refers to it, which happens once. */
  @InstantColumn({ nullable: true })
  claimedAt: Date | null;

  /** When the file is removed unless something refers to it by then; null: kept. */
  @InstantColumn({ nullable: true })
  expiresAt: Date | null;
}

export const fileById = byId(File);
