import { sealedColumn } from '@sangam/kit/database/sealed-column';
import { AppError } from '@sangam/kit/errors/app-error';
import { NOT_FOUND } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { findTemplate } from '../templates/find-template';
import { renderSubject, renderTemplate, type RenderedText } from '../templates/render-template';
import { textChannel } from '../templates/template-catalogue';
import { unsubscribeLink } from '../unsubscribing/unsubscribe-link';
import { NotificationDelivery } from './notification-delivery.entity';

export interface ComposedDelivery extends RenderedText {
  /** The subject with dots in place of secrets: what is kept. */
  readonly shownSubject: string;
  /** Where one POST ends such mails. */
  readonly unsubscribeUrl?: string;
}

/** A delivery in its recipient's words. @throws Error where there is no such text, or its template cannot be rendered with these variables. */
export async function composeDelivery(ctx: SubgraphContext, delivery: NotificationDelivery): Promise<ComposedDelivery> {
  const template = await findTemplate(ctx, { key: delivery.templateKey, channel: textChannel(delivery.channel), locale: delivery.locale });
  if (!template) throw new AppError(NOT_FOUND);
  if (!delivery.locale.startsWith(template.locale)) ctx.log.warn({ template: template.key, wanted: delivery.locale, used: template.locale }, 'a text is missing in a language');
  const secrets = secretsOf(ctx, delivery);
  const dotted = Object.fromEntries(Object.keys(secrets).map((name) => [name, '•••']));
  const link = await unsubscribeLink(ctx, delivery, template.locale);
  const rendered = renderTemplate(template, { ...delivery.variables, ...secrets }, link);
  return { ...rendered, ...(link && { unsubscribeUrl: link.url }), shownSubject: renderSubject(template.subject ?? '', { ...delivery.variables, ...dotted }).slice(0, 500) };
}

function secretsOf(ctx: SubgraphContext, delivery: NotificationDelivery): Record<string, string> {
  if (delivery.sealedSecrets === null) return {};
  return JSON.parse(sealedColumn(ctx, NotificationDelivery, 'sealedSecrets').open(delivery)) as Record<string, string>;
}
