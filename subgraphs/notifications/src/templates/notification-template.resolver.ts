import { connection } from '@sangam/kit/database/keyset';
import type { Where } from '@sangam/kit/database/where';
import { notFound } from '@sangam/kit/errors/app-error';
import { ConnectionArguments, type Connection } from '@sangam/kit/graphql/connections';
import { LanguageTag } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { findTemplate } from './find-template';
import { NotificationCategory } from './notification-category';
import { NotificationChannel } from './notification-channel';
import { NotificationTemplate, NotificationTemplateConnection } from './notification-template.entity';
import { NotificationTemplateFilter, NotificationTemplatePreview, NotificationTemplatePreviewInput, UpdateNotificationTemplateInput } from './notification-template.inputs';
import { NotificationTemplateVersion, NotificationTemplateVersionConnection, versionsOfTemplate } from './notification-template-version.entity';
import { previewTemplate, updateTemplate } from './template-administration.service';
import { templateDefinition } from './template-catalogue';

@Resolver(() => NotificationTemplate)
export class NotificationTemplateResolver {
  @Query(() => NotificationTemplateConnection, { description: 'What the product says in all situations, by key. Administrators.' })
  notificationTemplates(
    @Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Arg('filter', () => NotificationTemplateFilter, { nullable: true, description: 'Which ones; all when absent.' }) filter: NotificationTemplateFilter | null,
  ): Promise<Connection<NotificationTemplate>> {
    const where: Where<NotificationTemplate> = { ...(filter?.channels && { channel: filter.channels }), ...(filter?.locales && { locale: filter.locales }), ...(filter?.key && { key: filter.key }) };
    return connection(ctx, NotificationTemplate, { where, orderBy: [{ property: 'key', direction: 'ASC' }], args });
  }

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

  @Query(() => NotificationTemplatePreview, { nullable: true, description: 'What a recipient would be shown, also of words that are not saved. Administrators. Errors: NOT_FOUND, BAD_USER_INPUT.' })
  notificationTemplatePreview(
    @Ctx() ctx: SubgraphContext, @Arg('input', () => NotificationTemplatePreviewInput, { description: 'The template, other words, values.' }) input: NotificationTemplatePreviewInput,
  ): Promise<NotificationTemplatePreview> {
    return previewTemplate(ctx, input);
  }

  @Mutation(() => NotificationTemplate, { description: 'Other words for one situation, language and channel; used from now on, also for what is queued. Administrators. Errors: NOT_FOUND, BAD_USER_INPUT, CONFLICT (somebody changed it meanwhile).' })
  updateNotificationTemplate(
    @Ctx() ctx: SubgraphContext, @Arg('id', () => ID, { description: 'The template.' }) id: string,
    @Arg('input', () => UpdateNotificationTemplateInput, { description: 'The words.' }) input: UpdateNotificationTemplateInput,
  ): Promise<NotificationTemplate> {
    return updateTemplate(ctx, id, input);
  }

  @FieldResolver(() => NotificationCategory, { nullable: true, description: 'What it is about; null when this release does not know the situation.' })
  category(@Root() { key, channel }: NotificationTemplate): NotificationCategory | null {
    return templateDefinition(key, channel)?.category ?? null;
  }

  @FieldResolver(() => [String], { description: 'Names of the variables that it is sent with.' })
  variableNames(@Root() { key, channel }: NotificationTemplate): string[] {
    return Object.keys(templateDefinition(key, channel)?.variables ?? {});
  }

  @FieldResolver(() => NotificationTemplateVersionConnection, { description: 'What it said since its first change, newest first.' })
  versions(@Root() { id }: NotificationTemplate, @Ctx() ctx: SubgraphContext, @Args(() => ConnectionArguments) args: ConnectionArguments): Promise<Connection<NotificationTemplateVersion>> {
    return versionsOfTemplate(ctx, id, args);
  }
}
