import { IdColumn, InstantColumn, LongTextColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { SealedColumn } from '@sangam/kit/database/sealed-column';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';

@Entity('push_subscription')
@ObjectType('WebPushSubscription', { simpleResolvers: true, description: 'A browser that shows one\'s notifications while the app is closed. Only the person sees it.' })
export class PushSubscription {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @ReferenceColumn()
  userId: string;

  /** SHA-256 of the endpoint: a browser is there once, for whoever signed in last. */
  @TextColumn({ length: 64 })
  endpointHash: string;

  @LongTextColumn()
  endpoint: string;

  /** The browser's, base64url. */
  @TextColumn({ length: 120 })
  publicKey: string;

  /** The secret that the browser shares with senders, base64url. */
  @SealedColumn()
  sealedAuth: string;

  @InstantColumn()
  @Field(() => DateTime, { description: 'Since when.' })
  createdAt: Date;
}

/** The one key pair by which push services know this product (VAPID, RFC 8292); browsers are bound to it, so it never changes. */
@Entity('push_key')
export class PushKey {
  @IdColumn()
  id: string;

  @TextColumn({ length: 120 })
  publicKey: string;

  @SealedColumn()
  sealedPrivateKey: string;
}
