import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { attemptsOfDelivery, WebhookAttemptConnection, type WebhookAttempt } from './webhook-attempt.entity';
import { WebhookDelivery, WebhookDeliveryConnection } from './webhook-delivery.entity';
import { ReplayWebhookDeliveriesInput, WebhookDeliveryFilter, WebhookReplay } from './webhook-delivery.inputs';
import { deliveriesTo, ownDelivery, replayDeliveries, replayDelivery, sendTestEvent } from './webhook-delivery.service';

@Resolver(() => WebhookDelivery)
export class WebhookDeliveryResolver {
  @Query(() => WebhookDeliveryConnection, { description: 'What is and was sent to one of one\'s endpoints, newest first. Errors: NOT_FOUND.' })
  webhookDeliveries(
    @Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments, @Arg('endpointId', () => ID, { description: 'The endpoint.' }) endpointId: string,
    @Arg('filter', () => WebhookDeliveryFilter, { nullable: true, description: 'Which ones; all when absent.' }) filter: WebhookDeliveryFilter | null,
  ): Promise<Connection<WebhookDelivery>> {
    return deliveriesTo(ctx, endpointId, { filter, args });
  }

  @Query(() => WebhookDelivery, { description: 'One of these messages. Errors: NOT_FOUND.' })
  webhookDelivery(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The message to the endpoint.' }) id: string): Promise<WebhookDelivery> {
    return ownDelivery(ctx, id);
  }

  @FieldResolver(() => WebhookAttemptConnection, { description: 'Its tries, the first one first.' })
  attempts(@Ctx() ctx: SubgraphContext, @Root() { id }: WebhookDelivery, @Args(() => ConnectionArguments) args: ConnectionArguments): Promise<Connection<WebhookAttempt>> {
    return attemptsOfDelivery(ctx, id, args);
  }

  @Mutation(() => WebhookDelivery, { description: 'Sends a message again under the same `webhook-id`, with eight tries. Errors: NOT_FOUND, INVALID_STATE (it is PENDING, or the endpoint is disabled).' })
  replayWebhookDelivery(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The message to the endpoint.' }) id: string): Promise<WebhookDelivery> {
    return replayDelivery(ctx, id);
  }

  @Mutation(() => WebhookReplay, { description: 'Sends the messages since an instant again, at most 100 at a time; what is PENDING stays as it is. Errors: NOT_FOUND, BAD_USER_INPUT, INVALID_STATE (the endpoint is disabled).' })
  replayWebhookDeliveries(@Ctx() ctx: SubgraphContext, @Arg('input', () => ReplayWebhookDeliveriesInput, { description: 'Which ones.' }) input: ReplayWebhookDeliveriesInput): Promise<WebhookReplay> {
    return replayDeliveries(ctx, input);
  }

  @Mutation(() => WebhookDelivery, {
    description: 'Sends a message of the type `webhooks.test` to an endpoint, whatever its filter. With an `Idempotency-Key` a repetition sends no second one. Errors: NOT_FOUND, INVALID_STATE (the endpoint is disabled).',
  })
  sendWebhookTestEvent(@Ctx() ctx: SubgraphContext, @Arg('endpointId', () => ID, { description: 'The endpoint.' }) endpointId: string): Promise<WebhookDelivery> {
    return sendTestEvent(ctx, endpointId);
  }
}
