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

  @Field(() => String, { nullable: true, description: '`continueAfter` of the replay before, whose other inputs are repeated.' })
  after?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a replay began.' })
export class WebhookReplay {
  @Field(() => Int, { description: 'How many messages are sent again, the oldest first; at most 100.' })
  replayed: number;

  @Field(() => String, { nullable: true, description: 'Where there are more: `after` of the replay that goes on; null otherwise.' })
  continueAfter: string | null;
}
