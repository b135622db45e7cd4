import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ID, InputType } from 'type-graphql';
import { NotificationChannel } from '../templates/notification-channel';
import { NotificationDeliveryState } from './notification-delivery-state';

@InputType({ description: 'Which notifications of the queue; all conditions hold.' })
export class NotificationDeliveryFilter {
  @Field(() => [NotificationDeliveryState], { nullable: true, description: 'In these states; FAILED for what was given up.' })
  states?: NotificationDeliveryState[] | null;

  @Field(() => [NotificationChannel], { nullable: true, description: 'Over these channels.' })
  channels?: NotificationChannel[] | null;

  @Field(() => String, { nullable: true, description: 'By this template.' })
  templateKey?: string | null;

  @Field(() => ID, { nullable: true, description: 'To this person.' })
  userId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Asked for at this instant or later.' })
  createdFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Asked for before this instant.' })
  createdTo?: Date | null;
}
