import type { EmailTokenPurpose } from './email-token.entity';

interface CarriedToken {
  readonly purpose: EmailTokenPurpose;
  readonly token: string;
  /** Where the front end's account pages are, if it has any. */
  readonly pagesUrl: string | undefined;
}

const PAGES: Readonly<Record<EmailTokenPurpose, string>> = { PASSWORD_RESET: 'reset-password', EMAIL_VERIFICATION: 'verify-email', EMAIL_CHANGE: 'confirm-email-change' };

/** What a mail carries: a link where the front end has pages for it, else the bare token. */
export function tokenLink({ purpose, token, pagesUrl }: CarriedToken): string {
  return pagesUrl === undefined ? token : `${pagesUrl.replace(/\/$/, '')}/${PAGES[purpose]}?token=${encodeURIComponent(token)}`;
}
