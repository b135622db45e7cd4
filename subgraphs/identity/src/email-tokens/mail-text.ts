import type { EmailTokenPurpose } from './email-token.entity';

interface TokenMailParts {
  readonly purpose: EmailTokenPurpose;
  readonly token: string;
  /** Where the front end's account pages are, if it has any. */
  readonly pagesUrl: string | undefined;
}

const TEXTS: Readonly<Record<EmailTokenPurpose, { readonly page: string; readonly subject: string; readonly before: string; readonly after: string }>> = {
  PASSWORD_RESET: {
    page: 'reset-password', subject: 'Choose a new password', before: 'Somebody, probably you, asked for a new password. Within 15 minutes choose one with:',
    after: 'If it was not you, there is nothing to do: your password stays as it is.',
  },
  EMAIL_VERIFICATION: {
    page: 'verify-email', subject: 'Confirm your address', before: 'Confirm that this address is yours with:',
    after: 'If you did not sign up, there is nothing to do.',
  },
  EMAIL_CHANGE: {
    page: 'confirm-email-change', subject: 'Confirm your new address', before: 'This is to be the new address of an account. If that account is yours, confirm within 15 minutes with:',
    after: 'If it is not yours, there is nothing to do.',
  },
};

/** Subject and text of a mail that carries a token: as a link where the front end has pages for it, else bare. */
export function mailText({ purpose, token, pagesUrl }: TokenMailParts): { readonly subject: string; readonly text: string } {
  const { page, subject, before, after } = TEXTS[purpose];
  const carried = pagesUrl === undefined ? token : `${pagesUrl.replace(/\/$/, '')}/${page}?token=${encodeURIComponent(token)}`;
  return { subject, text: `${before}\n\n${carried}\n\n${after}` };
}
