import { Url } from '@sangam/kit/graphql/scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { WebhookEndpoint } from './webhook-endpoint.entity';

const FILTER = '1 to 50 event types of `webhookEventTypes`, `chat.*` for all that begin with `chat.`, `*` for all.';

@InputType({ description: 'A new endpoint.' })
export class CreateWebhookEndpointInput {
  @Field(() => Url, { description: 'A public https address of at most 2,048 characters; http only in development. Redirects are not followed.' })
  url: string;

  @Field(() => String, { nullable: true, description: 'What it is for, at most 500 characters.' })
  description?: string | null;

  @Field(() => [String], { description: `Which events it is told: ${FILTER}` })
  eventTypes: string[];
}

@InputType({ description: 'Changes of an endpoint; what is absent stays.' })
export class UpdateWebhookEndpointInput {
  @Field(() => ID, { description: 'The endpoint.' })
  id: string;

  @Field(() => Url, { nullable: true, description: 'Another address, as at creation. What waits goes there too.' })
  url?: string | null;

  @Field(() => String, { nullable: true, description: 'Another description, at most 500 characters; an empty one removes it.' })
  description?: string | null;

  @Field(() => [String], { nullable: true, description: `Other events: ${FILTER}` })
  eventTypes?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Switches it on or off. Switched on again it begins with a clean record.' })
  enabled?: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'An endpoint and the secret that its messages are signed with.' })
export class WebhookEndpointSecret {
  @Field(() => WebhookEndpoint, { description: 'The endpoint.' })
  endpoint: WebhookEndpoint;

  @Field(() => String, { description: '`whsec_` and the base64 of 32 random bytes. Shown here only: whoever loses it rotates it.' })
  secret: string;
}
