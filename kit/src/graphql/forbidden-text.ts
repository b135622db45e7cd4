import { badInput } from '../errors/app-error';

/**
 * Refuses U+0000 and lone surrogates in any string of an input: databases cut, reject or change them.
 * @throws AppError BAD_USER_INPUT naming the argument path.
 */
export function refuseForbiddenText(value: unknown, path = ''): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !isWellFormed(value)) throw badInput({ path, reason: 'FORMAT', detail: 'contains a character that is not allowed' });
    return;
  }
  if (value === null || typeof value !== 'object' || value instanceof Date) return;
  for (const [key, item] of Object.entries(value)) refuseForbiddenText(item, path ? `${path}.${key}` : key);
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function isWellFormed(value: string): boolean {
  return !LONE_SURROGATE.test(value);
}
