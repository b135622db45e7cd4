/** Runs tasks one at a time in the order in which they came. */
export class FifoQueue {
  private tail: Promise<void> = Promise.resolve();

  /** The task starts when every earlier one has ended, however that one ended. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    const earlier = this.tail;
    let leave = (): void => undefined;
    this.tail = new Promise((resolve) => {
      leave = resolve;
    });
    await earlier;
    try {
      return await task();
    } finally {
      leave();
    }
  }
}
