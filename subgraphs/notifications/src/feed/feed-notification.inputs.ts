import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Which notifications of the feed.' })
export class FeedNotificationFilter {
  @Field(() => Boolean, { nullable: true, description: 'Only unread or only read ones; both when absent.' })
  unread?: boolean | null;
}
