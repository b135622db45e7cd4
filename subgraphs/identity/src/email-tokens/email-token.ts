import { derivedToken, readDerivedToken } from '../keys/derived-token';
import type { EmailTokenPurpose } from './email-token.entity';

interface EmailTokenClaim {
  readonly id: string;
  readonly purpose: EmailTokenPurpose;
}

/** The text of a mailed token. */
export function emailTokenText(key: string, { id, purpose }: EmailTokenClaim): string {
  return derivedToken(key, `email-token\n${purpose}`, id);
}

/** The id of a token that this key made for this purpose, else null. */
export function readEmailToken(key: string, purpose: EmailTokenPurpose, text: string): string | null {
  return readDerivedToken(key, `email-token\n${purpose}`, text);
}
