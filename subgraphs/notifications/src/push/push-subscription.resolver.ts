import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { pushKey } from './push-key';
import { PushSubscription } from './push-subscription.entity';
import { SubscribeToWebPushInput } from './push-subscription.inputs';
import { browsersOf, subscribeBrowser, unsubscribeBrowser } from './push-subscription.service';

@Resolver()
export class PushSubscriptionResolver {
  @Query(() => String, { description: 'The public key that browsers subscribe with (`applicationServerKey`), base64url.' })
  async webPushKey(@Ctx() ctx: SubgraphContext): Promise<string> {
    return (await pushKey(ctx)).publicKey;
  }

  @Query(() => [PushSubscription], { description: 'One\'s browsers that show notifications, oldest first; at most 10.' })
  webPushSubscriptions(@Ctx() ctx: SubgraphContext): Promise<PushSubscription[]> {
    return browsersOf(ctx);
  }

  @Mutation(() => PushSubscription, { description: 'Shows one\'s notifications in a browser too; one that is known becomes one\'s own. Errors: FORBIDDEN (acting in somebody\'s name: a browser stays), BAD_USER_INPUT, URL_NOT_ALLOWED, QUOTA_EXCEEDED (10 browsers).' })
  subscribeToWebPush(@Ctx() ctx: SubgraphContext, @Arg('input', () => SubscribeToWebPushInput, { description: 'The browser\'s answer.' }) input: SubscribeToWebPushInput): Promise<PushSubscription> {
    return subscribeBrowser(ctx, input);
  }

  @Mutation(() => ID, { description: 'Shows nothing more in one of one\'s browsers. Errors: NOT_FOUND.' })
  unsubscribeFromWebPush(@Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The browser.' }) id: string): Promise<string> {
    return unsubscribeBrowser(ctx, id);
  }
}
