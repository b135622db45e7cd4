import type { Product } from './product';

/** Kills processes while people write: each at a number of acknowledged messages, one after the other. */
export class Strikes {
  private last: Promise<void> = Promise.resolve();
  private struck = 0;

  constructor(private readonly product: Product, private readonly plan: ReadonlyMap<number, string>) {}

  readonly at = (acknowledged: number): void => {
    const name = this.plan.get(acknowledged);
    if (name === undefined) return;
    this.last = this.last.then(() => this.product.kill(name)).then(() => {
      this.struck += 1;
    });
    // Whoever waits for the end hears of it.
    this.last.catch(() => undefined);
  };

  /** Resolves when everything struck serves again, with the number of strikes. */
  async over(): Promise<number> {
    await this.last;
    return this.struck;
  }
}
