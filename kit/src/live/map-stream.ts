/**
 * A stream of mapped values. By hand: an async generator's `return()` would wait for the pending `next()`, which on a
 * quiet stream never ends.
 */
export function mapStream<T, R>(source: AsyncIterator<T>, map: (value: T) => R | Promise<R>): AsyncIterableIterator<R> {
  const end = async (): Promise<IteratorResult<R>> => {
    await source.return?.();
    return { done: true, value: undefined };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const { done, value } = await source.next();
      return done ? { done: true, value: undefined } : { done: false, value: await map(value) };
    },
    return: end,
    async throw(error) {
      await end();
      throw error;
    },
  };
}
