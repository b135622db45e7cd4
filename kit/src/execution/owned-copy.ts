/**
 * A copy of what a scalar serialised to an object, such as a JSON column: the result belongs to whoever asked, the
 * column's value to its row. Values that print themselves (dates) are passed on.
 */
export function ownedCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ownedCopy);
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') return value;
  // Spread first: `__proto__` becomes a property of the copy, which the assignment below then finds.
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) copy[key] = ownedCopy(copy[key]);
  return copy;
}
