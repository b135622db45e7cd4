import { LanguageTag } from '@sangam/kit/graphql/scalars';
import { notFound } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { findTemplate } from './find-template';
import { NotificationChannel } from './notification-channel';
import { NotificationTemplate } from './notification-template.entity';

@Resolver()
export class NotificationTemplateResolver {
  @Query(() => NotificationTemplate, { nullable: true, description: 'The text that somebody of a language gets: in the closest language that has one. Administrators. Errors: NOT_FOUND.' })
  async notificationTemplate(
    @Ctx() ctx: SubgraphContext, @Arg('key', () => String, { description: 'The situation, e.g. `identity.password-reset`.' }) key: string,
    @Arg('locale', () => LanguageTag, { description: 'The language of the reader: `ko-KR` gets `ko`, a language without texts `en`.' }) locale: string,
    @Arg('channel', () => NotificationChannel, { defaultValue: NotificationChannel.EMAIL, description: 'The channel.' }) channel: NotificationChannel,
  ): Promise<NotificationTemplate> {
    const template = await findTemplate(ctx, { key, channel, locale });
    if (!template) throw notFound();
    return template;
  }
}
