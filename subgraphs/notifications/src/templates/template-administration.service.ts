import { recordAudit } from '@sangam/kit/audit/record-audit';
import { findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { AppError, badInput, notFound } from '@sangam/kit/errors/app-error';
import { CONFLICT } from '@sangam/kit/errors/codes';
import { isId, newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { NotificationChannel } from './notification-channel';
import { NotificationTemplate } from './notification-template.entity';
import { NotificationTemplatePreview, type NotificationTemplatePreviewInput, type UpdateNotificationTemplateInput } from './notification-template.inputs';
import { NotificationTemplateVersion } from './notification-template-version.entity';
import { renderTemplate } from './render-template';
import { templateDefinition } from './template-catalogue';
import { checkedWords, type Words } from './template-words';
import { variablesOf } from './template-variable.inputs';

/** @throws AppError NOT_FOUND */
export async function templateById(ctx: SubgraphContext, id: string): Promise<NotificationTemplate> {
  const template = isId(id) ? await findOne(ctx, NotificationTemplate, { id }) : null;
  if (!template) throw notFound();
  return template;
}

/** The examples of the situation, and in their place what is given. */
export function exampleVariables({ key, channel }: NotificationTemplate, given: Readonly<Record<string, string>>): Record<string, string> {
  return { ...templateDefinition(key, channel)?.variables, ...given };
}

/** Other words from now on; what they replace is kept. Of parallel changes to one version one wins. */
export async function updateTemplate(ctx: SubgraphContext, id: string, input: UpdateNotificationTemplateInput): Promise<NotificationTemplate> {
  const before = await templateById(ctx, id);
  const words = checkedWords(before, input, exampleVariables(before, {}));
  if (before.version !== input.version) throw new AppError(CONFLICT);
  const after = { ...words, version: before.version + 1, edited: true, updatedAt: new Date(ctx.clock.now()) };
  await transaction(ctx, async (tx) => {
    if ((await tx.update(NotificationTemplate, { id, version: before.version }, after)) !== 1) throw new AppError(CONFLICT);
    await recordAudit(ctx, tx, { action: 'template.update', resource: { type: 'NotificationTemplate', id }, organizationId: null, before: wordsOf(before), after: wordsOf({ ...before, ...after }), detail: { key: before.key, locale: before.locale } });
    await keepVersion(tx, before, { changedById: null, createdAt: before.updatedAt });
    await keepVersion(tx, { ...before, ...after }, { changedById: ctx.viewer.userId, createdAt: after.updatedAt });
  });
  return Object.assign(before, after);
}

const wordsOf = ({ subject, bodyText, bodyHtml }: Pick<NotificationTemplate, 'subject' | 'bodyText' | 'bodyHtml'>) => ({ subject, bodyText, bodyHtml });

/** The first change also keeps what came with the product. */
async function keepVersion(tx: Transaction, { id: templateId, version, subject, bodyText, bodyHtml }: NotificationTemplate, by: Pick<NotificationTemplateVersion, 'changedById' | 'createdAt'>): Promise<void> {
  await tx.upsert(NotificationTemplateVersion, { id: newId(), templateId, version, subject, bodyText, bodyHtml, ...by }, { on: ['templateId', 'version'] });
}

export async function previewTemplate(ctx: SubgraphContext, { templateId, variables, ...input }: NotificationTemplatePreviewInput): Promise<NotificationTemplatePreview> {
  const template = await templateById(ctx, templateId);
  const values = exampleVariables(template, variablesOf(variables, 'input.variables'));
  const words: Words = checkedWords(template, input, values);
  const { html, ...rendered } = renderTemplate({ locale: template.locale, ...words }, values);
  return Object.assign(new NotificationTemplatePreview(), rendered, { html: template.channel === NotificationChannel.EMAIL ? html : null });
}

/** @throws AppError NOT_FOUND; BAD_USER_INPUT for another channel */
export async function emailTemplate(ctx: SubgraphContext, id: string): Promise<NotificationTemplate> {
  const template = await templateById(ctx, id);
  if (template.channel !== NotificationChannel.EMAIL) throw badInput({ path: 'input.templateId', reason: 'RANGE', detail: 'a template of the channel EMAIL' });
  return template;
}
