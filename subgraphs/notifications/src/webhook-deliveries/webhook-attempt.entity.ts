import { IdColumn, InstantColumn, IntegerColumn, LongTextColumn, ReferenceColumn, TextColumn } from '@sangam/kit/database/columns';
import { connectionBy } from '@sangam/kit/database/connection-by';
import { connectionOf } from '@sangam/kit/graphql/connections';
import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';

@Entity('webhook_attempt')
@ObjectType({ simpleResolvers: true, description: 'One try to hand a message to an endpoint.' })
export class WebhookAttempt {
  @IdColumn()
  id: string;

  @ReferenceColumn()
  endpointId: string;

  @ReferenceColumn()
  deliveryId: string;

  @IntegerColumn()
  @Field(() => Int, { description: 'Its number among the tries of the message, from 1.' })
  number: number;

  @InstantColumn()
  @Field(() => DateTime, { description: 'When it began.' })
  startedAt: Date;

  @IntegerColumn()
  @Field(() => Int, { description: 'How long it took, milliseconds; at most 15,000 or a little more.' })
  durationMs: number;

  @IntegerColumn({ nullable: true })
  @Field(() => Int, { nullable: true, description: 'HTTP status of the answer; null when there was none.' })
  responseStatus: number | null;

  @LongTextColumn({ nullable: true })
  @Field(() => String, { nullable: true, description: 'The first 1,024 bytes of the answer\'s body; null when there was no answer.' })
  responseBody: string | null;

  @TextColumn({ length: 200, nullable: true })
  @Field(() => String, { nullable: true, description: 'Why there was no answer: `timeout`, `unreachable`, or `URL_NOT_ALLOWED` for an address that is not public; null when there was one.' })
  failure: string | null;
}

export const WebhookAttemptConnection = connectionOf(() => WebhookAttempt, 'WebhookAttempt');
export const attemptsOfDelivery = connectionBy<WebhookAttempt>(WebhookAttempt, 'deliveryId', { orderBy: [{ property: 'number', direction: 'ASC' }] });
