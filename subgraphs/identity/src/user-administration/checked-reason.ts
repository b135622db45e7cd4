import { badInput } from '@sangam/kit/errors/app-error';

const MAX_REASON = 500;

/** Why an administrator does something, as it goes on record. @throws AppError BAD_USER_INPUT without one, or with more than 500 characters. */
export function checkedReason(reason: string, path = 'reason'): string {
  const trimmed = reason.trim();
  if (trimmed === '') throw badInput({ path, reason: 'MISSING' });
  if (trimmed.length > MAX_REASON) throw badInput({ path, reason: 'RANGE', detail: `at most ${MAX_REASON} characters` });
  return trimmed;
}
