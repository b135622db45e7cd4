/** What a resolver threw or a promise was rejected with, handed on as a value: it need not be an Error. */
export class Thrown {
  constructor(readonly reason: unknown) {}
}

/** Whether a value promises another, as graphql-js decides it. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
