import { join } from 'node:path';
import type { Clock } from '../clock/clock';
import type { Logger } from '../observability/logger';
import { kitSettings } from '../settings/kit-settings';
import { subgraphSettings } from '../settings/subgraph-settings';
import type { Settings } from '../settings/settings';
import { MailboxMailer } from './mailbox-mailer';
import type { Mailer } from './mailer';
import { SmtpMailer } from './smtp-mailer';

export interface MailerServices {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info'>;
}

/** SMTP where a mail host is set, the mailbox under DATA_DIR otherwise. */
export function createMailer({ settings, clock, log }: MailerServices): Mailer {
  const { SMTP_URL: url, MAIL_FROM: from } = settings.of(subgraphSettings);
  const { DATA_DIR } = settings.of(kitSettings);
  if (url) return new SmtpMailer({ url, from, clock });
  const folder = join(DATA_DIR, 'mailbox');
  log.info({ folder }, 'mails are kept in the mailbox: SMTP_URL is not set');
  return new MailboxMailer({ folder, from, clock });
}
