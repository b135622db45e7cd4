/** An object of the data gathered so far. */
export type Data = Record<string, unknown>;

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Adds what a further fetch says of an object. What is known already stays unless something definite replaces it; inside
 * objects and lists both are combined.
 */
export function mergeInto(target: Data, source: Data): void {
  for (const key in source) {
    // An answer that a subgraph sent as text may hold this name, which would reach every object there is.
    if (key === '__proto__') continue;
    const value = source[key];
    const known = target[key];
    if (typeof value === 'object' && value !== null && typeof known === 'object' && known !== null) mergeValue(known, value);
    else if (known === undefined || (value !== null && value !== undefined)) target[key] = value;
  }
}

function mergeValue(known: object, value: object): void {
  if (known === value) return;
  if (Array.isArray(known) && Array.isArray(value)) {
    const length = Math.min(known.length, value.length);
    for (let index = 0; index < length; index += 1) mergeElement(known, value, index);
  } else if (!Array.isArray(known) && !Array.isArray(value)) mergeInto(known as Data, value as Data);
}

function mergeElement(known: unknown[], value: readonly unknown[], index: number): void {
  const [left, right] = [known[index], value[index]];
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) mergeValue(left, right);
  else if (left === null || left === undefined) known[index] = right;
}
