import { findMany } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { LANGUAGES } from './define-template';
import { NotificationTemplate } from './notification-template.entity';
import { TEMPLATES } from './template-catalogue';

type Text = Pick<NotificationTemplate, 'key' | 'channel' | 'locale' | 'subject' | 'bodyText'>;

/** Writes the texts that the product comes with. Texts of an older release are replaced, those that an administrator changed are left alone. */
export async function seedTemplates(ctx: SubgraphContext): Promise<void> {
  const stored = new Map((await findMany(ctx, NotificationTemplate, { where: {} })).map((template) => [placeOf(template), template]));
  const due = ownTexts().filter((text) => isDue(text, stored.get(placeOf(text))));
  if (due.length === 0) return;
  const updatedAt = new Date(ctx.clock.now());
  await transaction(ctx, async (tx) => {
    for (const text of due) await write(tx, { text, updatedAt, older: stored.get(placeOf(text)) });
  });
}

interface Writing {
  readonly text: Text;
  readonly updatedAt: Date;
  readonly older: NotificationTemplate | undefined;
}

/** Another instance may be faster: then nothing is left to change. */
async function write(tx: Transaction, { text, updatedAt, older }: Writing): Promise<void> {
  if (!older) return tx.upsert(NotificationTemplate, { ...text, id: newId(), bodyHtml: null, version: 1, edited: false, updatedAt }, { on: ['key', 'channel', 'locale'] });
  const { id, version } = older;
  await tx.update(NotificationTemplate, { id, version, edited: false }, { subject: text.subject, bodyText: text.bodyText, version: version + 1, updatedAt });
}

function ownTexts(): Text[] {
  return TEMPLATES.flatMap(({ key, channel, texts }) => LANGUAGES.map((locale) => ({ key, channel, locale, subject: texts[locale].subject ?? null, bodyText: texts[locale].text })));
}

const placeOf = ({ key, channel, locale }: Text): string => `${key} ${channel} ${locale}`;

function isDue(text: Text, stored: NotificationTemplate | undefined): boolean {
  return !stored || (!stored.edited && (stored.subject !== text.subject || stored.bodyText !== text.bodyText));
}
