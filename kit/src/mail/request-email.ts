import { sealerOf } from '../database/context-sealer';
import type { Transaction } from '../database/transaction';
import { emailRequested, type RequestedEmail } from '../events/email-requested';
import type { SubgraphContext } from '../running/context';

const LONGEST_KEY = 200;

export interface EmailRequest extends Pick<RequestedEmail, 'to' | 'userId' | 'template' | 'locale'> {
  /** Same key, same mail; e.g. the id of the row that the mail is about. At most 200 characters. */
  readonly key: string;
  readonly variables?: RequestedEmail['variables'];
  /** Variables that let their reader do something: tokens, codes, links with one. Kept sealed, and erased once the mail is sent. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Asks for a mail in the transaction that makes it due: it is sent once if that commits, never otherwise. @throws Error for a key that is too long */
export async function requestEmail(ctx: SubgraphContext, tx: Transaction, { secrets, variables = {}, ...request }: EmailRequest): Promise<void> {
  if (request.key.length > LONGEST_KEY) throw new Error(`The key of a mail has at most ${LONGEST_KEY} characters.`);
  const sealed = secrets ? sealerOf(ctx).seal(JSON.stringify(secrets), emailSecretsContext(request.key)) : null;
  await tx.record(emailRequested, { aggregateId: request.key, aggregateVersion: 1, payload: { ...request, variables, sealed } });
}

/** What the secrets of a mail are bound to, from the request to the sending. */
export function emailSecretsContext(key: string): string {
  return `email-secrets:${key}`;
}
