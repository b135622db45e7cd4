import type { TemplateDefinition } from './define-template';
import { NotificationChannel } from './notification-channel';
import { accountClaimed } from './texts/account-claimed.text';
import { accountErased } from './texts/account-erased.text';
import { addressTaken } from './texts/address-taken.text';
import { adminMessages } from './texts/admin-message.text';
import { dataExportFailed } from './texts/data-export-failed.text';
import { dataExportReady } from './texts/data-export-ready.text';
import { addressChanged, emailChange, emailChangeAsked, emailChanged, emailChangeTaken } from './texts/email-change.text';
import { emailCode } from './texts/email-code.text';
import { emailVerification } from './texts/email-verification.text';
import { erasureCancelled } from './texts/erasure-cancelled.text';
import { erasureScheduled } from './texts/erasure-scheduled.text';
import { mfaChanged } from './texts/mfa-changed.text';
import { newDevice } from './texts/new-device.text';
import { passwordChanged } from './texts/password-changed.text';
import { passwordReset } from './texts/password-reset.text';
import { plainSms } from './texts/plain-message.text';
import { profileUpdateApproved, profileUpdateRejected } from './texts/profile-update.text';
import { identityLinked, identityUnlinked } from './texts/provider-link.text';
import { sessionStolen } from './texts/session-stolen.text';
import { webhookEnd } from './texts/webhook-end.text';

/** Every text of the product; a new one is a file in `texts` and a line here. */
export const TEMPLATES: readonly TemplateDefinition[] = [
  accountClaimed, accountErased, addressChanged, addressTaken, ...adminMessages, dataExportFailed, dataExportReady, emailChange, emailChangeAsked, emailChanged, emailChangeTaken,
  emailCode, emailVerification, erasureCancelled, erasureScheduled, identityLinked, identityUnlinked, mfaChanged, newDevice, passwordChanged, passwordReset, plainSms,
  profileUpdateApproved, profileUpdateRejected, sessionStolen, webhookEnd,
];

/** The mail to somebody who is gone: its recipient is forgotten once it is on its way. */
export const LAST_WORD = accountErased.key;

/** Browsers show what stands in the feed. */
export function textChannel(channel: NotificationChannel): NotificationChannel {
  return channel === NotificationChannel.PUSH ? NotificationChannel.IN_APP : channel;
}

const byPlace = new Map(TEMPLATES.map((template) => [`${template.key} ${template.channel}`, template]));

export function templateDefinition(key: string, channel: NotificationChannel): TemplateDefinition | undefined {
  return byPlace.get(`${key} ${textChannel(channel)}`);
}
