import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Directive, ID, Mutation, Resolver } from 'type-graphql';
import { NotificationDelivery } from '../deliveries/notification-delivery.entity';
import { SendEmailInput, SendUserNotificationInput, SendSmsInput } from './notification-request.inputs';
import { sendEmail, sendUserNotification, sendSms } from './notification-request.service';

@Resolver()
export class NotificationRequestResolver {
  @Mutation(() => NotificationDelivery, { description: 'Tells one person something, in their language. Queued; honours their preferences and `Idempotency-Key`. Administrators. Errors: NOT_FOUND, BAD_USER_INPUT.' })
  sendUserNotification(@Ctx() ctx: SubgraphContext, @Arg('input', () => SendUserNotificationInput, { description: 'Whom, how and what.' }) input: SendUserNotificationInput): Promise<NotificationDelivery> {
    return sendUserNotification(ctx, input);
  }

  @Directive('@inaccessible')
  @Mutation(() => ID, { description: 'Internal: queues a mail; returns its delivery\'s id. Errors: BAD_USER_INPUT.' })
  sendEmail(@Ctx() ctx: SubgraphContext, @Arg('input', () => SendEmailInput, { description: 'The mail.' }) input: SendEmailInput): Promise<string> {
    return sendEmail(ctx, input);
  }

  @Directive('@inaccessible')
  @Mutation(() => ID, { description: 'Internal: queues a text message; returns its delivery\'s id. Errors: BAD_USER_INPUT.' })
  sendSms(@Ctx() ctx: SubgraphContext, @Arg('input', () => SendSmsInput, { description: 'The text message.' }) input: SendSmsInput): Promise<string> {
    return sendSms(ctx, input);
  }
}
