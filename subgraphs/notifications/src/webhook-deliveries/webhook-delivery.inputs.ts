import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { WebhookDeliveryState } from './webhook-delivery-state';

@InputType({ description: 'Which messages to an endpoint; all conditions hold.' })
export class WebhookDeliveryFilter {
  @Field(() => [WebhookDeliveryState], { nullable: true, description: 'In these states.' })
  states?: WebhookDeliveryState[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Made at this instant or later.' })
  createdFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Made before this instant.' })
  createdTo?: Date | null;
}

@InputType({ description: 'Which messages are sent again.' })
export class ReplayWebhookDeliveriesInput {
  @Field(() => ID, { description: 'The endpoint.' })
  endpointId: string;

  @Field(() => DateTime, { description: 'Those made at this instant or later.' })
  since: Date;

  @Field(() => Boolean, { nullable: true, description: 'Those that succeeded too; without it only FAILED and SKIPPED ones.' })
  includeSucceeded?: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a replay began.' })
export class WebhookReplay {
  @Field(() => Int, { description: 'How many messages are sent again, the oldest first; at most 200.' })
  replayed: number;

  @Field(() => DateTime, { nullable: true, description: 'Where there are more: when the next one was made, to go on from by another replay; null otherwise.' })
  continueFrom: Date | null;
}
