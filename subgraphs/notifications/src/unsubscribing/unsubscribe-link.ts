import type { SubgraphContext } from '@sangam/kit/running/context';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { publicUrl } from '@sangam/kit/settings/public-url';
import type { NotificationDelivery } from '../deliveries/notification-delivery.entity';
import type { Language } from '../templates/define-template';
import { isCritical } from '../templates/notification-category';
import { NotificationChannel } from '../templates/notification-channel';
import { unsubscribeToken } from './unsubscribe-token';
import { UNSUBSCRIBE_PATH } from './unsubscribe.routes';

/** Words before the link, by language. */
const LABELS: Readonly<Record<Language, string>> = { en: 'No more mails like this:', hi: 'ऐसे ईमेल और न पाने के लिए:', ko: '이런 메일 그만 받기:' };

export interface UnsubscribeLink {
  readonly url: string;
  readonly label: string;
}

/** The link that ends mails like this one; null for critical ones, addresses without an account, and where nobody said how the world reaches the product. */
export async function unsubscribeLink(ctx: SubgraphContext, { channel, category, userId }: NotificationDelivery, locale: string): Promise<UnsubscribeLink | null> {
  const { PUBLIC_URL } = ctx.settings.of(kitSettings);
  if (channel !== NotificationChannel.EMAIL || userId === null || isCritical(category) || PUBLIC_URL === undefined) return null;
  const url = `${publicUrl(ctx)}${UNSUBSCRIBE_PATH}?token=${await unsubscribeToken(ctx, { userId, category })}`;
  return { url, label: LABELS[locale.split('-')[0] as Language] ?? LABELS.en };
}
