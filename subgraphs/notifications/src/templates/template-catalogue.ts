import type { TemplateDefinition } from './define-template';
import { accountErased } from './texts/account-erased.text';
import { addressTaken } from './texts/address-taken.text';
import { dataExportFailed } from './texts/data-export-failed.text';
import { dataExportReady } from './texts/data-export-ready.text';
import { emailVerification } from './texts/email-verification.text';
import { erasureCancelled } from './texts/erasure-cancelled.text';
import { erasureScheduled } from './texts/erasure-scheduled.text';
import { newDevice } from './texts/new-device.text';
import { passwordChanged } from './texts/password-changed.text';
import { passwordReset } from './texts/password-reset.text';
import { sessionStolen } from './texts/session-stolen.text';

/** Every text of the product; a new one is a file in `texts` and a line here. */
export const TEMPLATES: readonly TemplateDefinition[] = [accountErased, addressTaken, dataExportFailed, dataExportReady, emailVerification, erasureCancelled, erasureScheduled, newDevice, passwordChanged, passwordReset, sessionStolen];

/** The mail to somebody who is gone: its recipient is forgotten once it is on its way. */
export const LAST_WORD = accountErased.key;

const byKey = new Map(TEMPLATES.map((template) => [template.key, template]));

export function templateDefinition(key: string): TemplateDefinition | undefined {
  return byKey.get(key);
}
