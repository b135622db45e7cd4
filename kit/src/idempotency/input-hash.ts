import { createHash } from 'node:crypto';

/** SHA-256 of a value, base64url: equal for equal JSON whatever the order of its keys. */
export function inputHash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return `${item}n`;
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([first], [second]) => (first < second ? -1 : 1)));
  }) ?? 'undefined';
}
