import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { eventCatalogue, WebhookEventType } from './event-catalogue';
import { WebhookEndpoint } from './webhook-endpoint.entity';
import { CreateWebhookEndpointInput, UpdateWebhookEndpointInput, WebhookEndpointSecret } from './webhook-endpoint.inputs';
import { createEndpoint, deleteEndpoint, ownEndpoint, ownEndpoints, rotateSecret, updateEndpoint } from './webhook-endpoint.service';

@Resolver()
export class WebhookEndpointResolver {
  @Query(() => [WebhookEventType], { description: 'What endpoints can be told, by type.' })
  webhookEventTypes(): readonly WebhookEventType[] {
    return eventCatalogue();
  }

  @Query(() => [WebhookEndpoint], { description: 'The endpoints of whom one acts for, oneself or an organization, oldest first; at most 20.' })
  webhookEndpoints(@Ctx() ctx: SubgraphContext): Promise<WebhookEndpoint[]> {
    return ownEndpoints(ctx);
  }

  @Query(() => WebhookEndpoint, { description: 'One of these endpoints. Errors: NOT_FOUND.' })
  webhookEndpoint(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The endpoint.' }) id: string): Promise<WebhookEndpoint> {
    return ownEndpoint(ctx, id);
  }

  @Mutation(() => WebhookEndpointSecret, {
    description: 'Adds an endpoint. Messages are `{ "type", "timestamp", "data" }` with the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`. In person only. With an `Idempotency-Key` a repetition adds no second one. Errors: BAD_USER_INPUT, URL_NOT_ALLOWED, QUOTA_EXCEEDED (20 endpoints).',
  })
  createWebhookEndpoint(@Ctx() ctx: SubgraphContext, @Arg('input', () => CreateWebhookEndpointInput, { description: 'The endpoint.' }) input: CreateWebhookEndpointInput): Promise<WebhookEndpointSecret> {
    return createEndpoint(ctx, input);
  }

  @Mutation(() => WebhookEndpoint, { description: 'Changes an endpoint. In person only. Errors: NOT_FOUND, BAD_USER_INPUT, URL_NOT_ALLOWED.' })
  updateWebhookEndpoint(@Ctx() ctx: SubgraphContext, @Arg('input', () => UpdateWebhookEndpointInput, { description: 'What changes.' }) input: UpdateWebhookEndpointInput): Promise<WebhookEndpoint> {
    return updateEndpoint(ctx, input);
  }

  @Mutation(() => ID, { description: 'Removes an endpoint and the record of what was sent to it. In person only. Errors: NOT_FOUND.' })
  deleteWebhookEndpoint(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The endpoint.' }) id: string): Promise<string> {
    return deleteEndpoint(ctx, id);
  }

  @Mutation(() => WebhookEndpointSecret, {
    description: 'Gives an endpoint another secret. For 24 hours messages carry a signature by the previous one too; the one before that ends at once. In person only. Errors: NOT_FOUND, CONFLICT (another rotation at the same time).',
  })
  rotateWebhookSecret(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The endpoint.' }) id: string): Promise<WebhookEndpointSecret> {
    return rotateSecret(ctx, id);
  }
}
