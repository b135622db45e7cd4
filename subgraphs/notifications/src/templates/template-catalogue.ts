import type { TemplateDefinition } from './define-template';
import type { NotificationChannel } from './notification-channel';
import { addressTaken } from './texts/address-taken.text';
import { adminMessages } from './texts/admin-message.text';
import { emailVerification } from './texts/email-verification.text';
import { passwordChanged } from './texts/password-changed.text';
import { passwordReset } from './texts/password-reset.text';
import { plainSms } from './texts/plain-message.text';

/** Every text of the product; a new one is a file in `texts` and a line here. */
export const TEMPLATES: readonly TemplateDefinition[] = [addressTaken, emailVerification, passwordChanged, passwordReset, plainSms, ...adminMessages];

const byPlace = new Map(TEMPLATES.map((template) => [`${template.key} ${template.channel}`, template]));

export function templateDefinition(key: string, channel: NotificationChannel): TemplateDefinition | undefined {
  return byPlace.get(`${key} ${channel}`);
}
