/** What both drivers can bind. */
export type SqlValue = string | number | bigint | Buffer | null;

/** A value that cannot be stored: a mistake of the calling code, never the client's to see. */
export class ParameterError extends Error {
  constructor(reason: string) {
    super(`A database parameter ${reason}.`);
    this.name = 'ParameterError';
  }
}

// SQLite cuts a text at U+0000; a lone surrogate would come back as another character.
const FORBIDDEN_TEXT = /\0|\p{Surrogate}/u;
const INT64_MAX = 2n ** 63n - 1n;

/**
 * Brings a value into a form that means the same on both engines: booleans become 1 and 0, dates epoch milliseconds.
 * Everything that a driver would misread is refused; libsql ends the whole process on some of it.
 * @throws ParameterError
 */
export function normalise(value: unknown): SqlValue {
  switch (typeof value) {
    case 'string':
      if (FORBIDDEN_TEXT.test(value)) throw new ParameterError('holds U+0000 or a lone surrogate');
      return value;
    case 'number': return finite(value);
    case 'boolean': return value ? 1 : 0;
    case 'bigint':
      if (value > INT64_MAX || value < -INT64_MAX - 1n) throw new ParameterError('is a bigint beyond 64 bits');
      return value;
    case 'object': return fromObject(value);
    default: throw new ParameterError(value === undefined ? 'is undefined; absent is null' : `is a ${typeof value}`);
  }
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new ParameterError(`is ${value}`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new ParameterError('is a whole number beyond 2^53, which a number cannot hold exactly');
  return value;
}

function fromObject(value: object | null): SqlValue {
  if (value === null) return null;
  if (value instanceof Date) {
    const time = value.getTime();
    if (Number.isNaN(time)) throw new ParameterError('is an invalid date');
    return time;
  }
  if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new ParameterError(Array.isArray(value) ? 'is a list where one value is expected' : `is an object (${value.constructor?.name ?? 'without class'})`);
}
