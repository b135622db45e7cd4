import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { User, userReference } from '../stubs/user.stub';
import { SendTestEmailInput } from '../templates/notification-template.inputs';
import { NotificationDeliveryFilter } from './delivery.inputs';
import { listDeliveries, retryDelivery, sendTestEmail } from './delivery-administration.service';
import { NotificationDelivery, NotificationDeliveryConnection } from './notification-delivery.entity';

@Resolver(() => NotificationDelivery)
export class NotificationDeliveryResolver {
  @Query(() => NotificationDeliveryConnection, { description: 'What is, was or could not be sent, newest first; kept for NOTIFICATION_RETENTION. Administrators.' })
  notificationDeliveries(
    @Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Arg('filter', () => NotificationDeliveryFilter, { nullable: true, description: 'Which ones; all when absent.' }) filter: NotificationDeliveryFilter | null,
  ): Promise<Connection<NotificationDelivery>> {
    return listDeliveries(ctx, filter, args);
  }

  @Mutation(() => NotificationDelivery, { description: 'Tries a notification again that was given up, with the words of now. Codes and links that have run out meanwhile stay so; after a day they are erased and it fails. Administrators. Errors: NOT_FOUND, INVALID_STATE (not FAILED).' })
  retryNotificationDelivery(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The notification.' }) id: string): Promise<NotificationDelivery> {
    return retryDelivery(ctx, id);
  }

  @Mutation(() => NotificationDelivery, { description: 'Sends a mail by a template to any address, with examples for what is not given. Honours `Idempotency-Key`. Administrators. Errors: NOT_FOUND, BAD_USER_INPUT.' })
  sendTestEmail(@Ctx() ctx: SubgraphContext, @Arg('input', () => SendTestEmailInput, { description: 'Template, address, values.' }) input: SendTestEmailInput): Promise<NotificationDelivery> {
    return sendTestEmail(ctx, input);
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person that it is for; null for an address without an account.' })
  user(@Root() { userId }: NotificationDelivery): User | null {
    return userReference(userId);
  }
}
