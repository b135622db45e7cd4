import { OwnerIdColumn, OwnerTypeColumn, type OwnerType } from '@sangam/kit/authorization/owner';
import { IdColumn, InstantColumn, IntegerColumn, LongTextColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { byId } from '@sangam/kit/database/loaders';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { WebhookDeliveryState } from './webhook-delivery-state';

@Entity('webhook_delivery')
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'One message on its way to one endpoint, and what became of it. Seen by whoever has the endpoint; kept for 90 days unless configured otherwise.' })
export class WebhookDelivery {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @OwnerTypeColumn()
  ownerType: OwnerType;

  @OwnerIdColumn()
  ownerId: string;

  @ReferenceColumn()
  endpointId: string;

  /** Who publishes again under the same key makes the same one. */
  @TextColumn({ length: 40 })
  @Field(() => String, { description: '`webhook-id` of every try and replay, for the receiver to recognise a repetition.' })
  messageId: string;

  @TextColumn({ length: 100 })
  @Field(() => String, { description: '`type` of the message.' })
  eventType: string;

  @LongTextColumn()
  @Field(() => String, { description: 'The exact body: `type`, `timestamp` and `data` as JSON.' })
  payload: string;

  @TextColumn({ length: 20 })
  @Field(() => WebhookDeliveryState, { description: 'Where it stands.' })
  state: WebhookDeliveryState;

  @IntegerColumn()
  @Field(() => Int, { description: 'Tries so far, those before a replay too.' })
  attemptCount: number;

  /** Tries before the last replay: the schedule begins anew with it. */
  @IntegerColumn()
  roundStart: number;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'While PENDING: when it is tried next.' })
  nextAttemptAt: Date | null;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it succeeded, failed or was skipped; null while PENDING.' })
  finishedAt: Date | null;
}

export const webhookDeliveryById = byId(WebhookDelivery);
export const WebhookDeliveryConnection = connectionOf(() => WebhookDelivery, 'WebhookDelivery');
