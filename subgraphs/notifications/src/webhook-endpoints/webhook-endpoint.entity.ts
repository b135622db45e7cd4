import { OwnerIdColumn, OwnerTypeColumn, type OwnerType } from '@sangam/kit/authorization/owner';
import { FlagColumn, IdColumn, InstantColumn, IntegerColumn, JsonColumn, LongTextColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { byId } from '@sangam/kit/database/loaders';
import { SealedColumn } from '@sangam/kit/database/sealed-column';
import { DateTime, Url } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { WebhookEndpointEnd } from './webhook-endpoint-end';

@Entity('webhook_endpoint')
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'An address of a partner that is told what happens, by the Standard Webhooks specification. Seen by the person or organization that has it.' })
export class WebhookEndpoint {
  @IdColumn()
  @Field(() => ID, { description: 'Opaque id.' })
  id: string;

  @OwnerTypeColumn()
  ownerType: OwnerType;

  @OwnerIdColumn()
  ownerId: string;

  /** Who hears of it when an organization's endpoint ends. */
  @ReferenceColumn()
  createdById: string;

  @LongTextColumn()
  @Field(() => Url, { description: 'Where messages are posted to.' })
  url: string;

  @TextColumn({ length: 500, nullable: true })
  @Field(() => String, { nullable: true, description: 'What its owner wrote about it; null when nothing.' })
  description: string | null;

  @JsonColumn()
  @Field(() => [String], { description: 'Which events it is told: types, `chat.*` for all that begin with `chat.`, `*` for all.' })
  eventTypes: string[];

  @FlagColumn()
  @Field(() => Boolean, { description: 'Whether messages are sent; while not, they are kept as SKIPPED and can be replayed.' })
  enabled: boolean;

  @TextColumn({ length: 20, nullable: true })
  @Field(() => WebhookEndpointEnd, { nullable: true, description: 'Why nothing is sent; null while it is enabled.' })
  disabledReason: WebhookEndpointEnd | null;

  @SealedColumn<WebhookEndpoint>()
  sealedSecret: string;

  /** Grows with each rotation: of parallel ones one wins. */
  @IntegerColumn()
  secretVersion: number;

  @SealedColumn<WebhookEndpoint>({ nullable: true })
  sealedPreviousSecret: string | null;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Until when messages are signed with the previous secret too; null when it was never rotated.' })
  previousSecretUntil: Date | null;

  @InstantColumn({ nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Since when everything fails; null when the last try succeeded. After five days it is disabled and its owner is mailed.' })
  failingSince: Date | null;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it was created.' })
  createdAt: Date;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When its owner last changed it.' })
  updatedAt: Date;
}

export const webhookEndpointById = byId(WebhookEndpoint);
