import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { NotificationPreferences, UpdateNotificationPreferencesInput } from './notification-preference.inputs';
import { preferencesOf, updatePreferences } from './notification-preference.service';

@Resolver()
export class NotificationPreferenceResolver {
  @Query(() => NotificationPreferences, { description: 'What one wants to be told, and when.' })
  notificationPreferences(@Ctx() ctx: SubgraphContext): Promise<NotificationPreferences> {
    return preferencesOf(ctx);
  }

  @Mutation(() => NotificationPreferences, { description: 'Changes what one wants to be told, and when; also for what is queued. Errors: BAD_USER_INPUT (a mandatory category, quiet hours without length).' })
  updateNotificationPreferences(
    @Ctx() ctx: SubgraphContext, @Arg('input', () => UpdateNotificationPreferencesInput, { description: 'The changes.' }) input: UpdateNotificationPreferencesInput,
  ): Promise<NotificationPreferences> {
    return updatePreferences(ctx, input);
  }
}
