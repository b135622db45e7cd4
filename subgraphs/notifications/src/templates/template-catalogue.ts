import type { TemplateDefinition } from './define-template';
import { addressTaken } from './texts/address-taken.text';
import { emailVerification } from './texts/email-verification.text';
import { newDevice } from './texts/new-device.text';
import { passwordChanged } from './texts/password-changed.text';
import { passwordReset } from './texts/password-reset.text';
import { sessionStolen } from './texts/session-stolen.text';

/** Every text of the product; a new one is a file in `texts` and a line here. */
export const TEMPLATES: readonly TemplateDefinition[] = [addressTaken, emailVerification, newDevice, passwordChanged, passwordReset, sessionStolen];

const byKey = new Map(TEMPLATES.map((template) => [template.key, template]));

export function templateDefinition(key: string): TemplateDefinition | undefined {
  return byKey.get(key);
}
