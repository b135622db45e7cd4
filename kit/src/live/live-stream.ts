import { notFound } from '../errors/app-error';
import type { SubgraphContext } from '../running/context';
import { coverage, type Coverage, type Grant } from './audience';
import type { LiveListener, LiveMessage } from './live-bus';
import { StreamQueue } from './stream-queue';

export interface LiveStreamOptions<T> {
  readonly topic: string;
  /** Asks the owner's table whether this viewer may listen; null when not. Asked again when membership has changed. */
  readonly grant: () => Promise<Grant | null>;
  /** Shapes a message for the client; null when it is of no interest. */
  readonly map: (message: LiveMessage) => T | null;
  /** The item that tells the client to refetch, because events were missed. */
  readonly missed: () => T;
  /** Whether this message takes the viewer's access away: the stream ends at once. */
  readonly revokes?: (message: LiveMessage) => boolean;
  /** Items that wait for a slow reader before they are replaced by one `missed()`. Default 200. */
  readonly limit?: number;
  readonly timers?: Timers;
}

export interface Timers {
  /** Calls back after `ms`; returns the cancellation. */
  after(ms: number, callback: () => void): () => void;
}

/**
 * The stream behind a subscription field: messages of one topic that this viewer may hear, in the order of the bus.
 * A message is delivered only where the viewer's grant covers its audience; where the membership is newer than the
 * grant, the owner is asked and later messages wait. The stream completes when access is gone or the token expires.
 * One that takes the place of a broken one begins with `missed()`.
 *
 * @throws AppError NOT_FOUND before the stream opens, when there is no grant.
 */
export async function openLiveStream<T>(ctx: SubgraphContext, options: LiveStreamOptions<T>): Promise<AsyncIterableIterator<T>> {
  const releases: (() => void)[] = [];
  const releaseAll = () => releases.splice(0).forEach((release) => release());
  const output = new StreamQueue<T>(releaseAll);
  const delivery = new Delivery<T>(ctx, options, output);
  // Heard from here on, so that nothing falls between the grant and the first message.
  const leave = await ctx.live.subscribe(options.topic, delivery);
  releases.push(() => void leave());
  try {
    await delivery.begin();
  } catch (error) {
    output.end();
    releaseAll();
    throw error;
  }
  releases.push(endAtExpiry(ctx, () => output.end(), options.timers ?? machineTimers));
  // A message may have ended it while the grant was being read.
  if (output.closed) releaseAll();
  return output;
}

interface Arrival {
  /** Null stands for a gap. */
  readonly message: LiveMessage | null;
}

/** Judges what arrives, strictly in order, for one subscriber. */
class Delivery<T> implements LiveListener {
  private readonly arrived: Arrival[] = [];
  private readonly limit: number;
  private grant: Grant | null = null;
  /** The arrival that the owner is being asked about. */
  private doubtful: Arrival | null = null;

  constructor(
    private readonly ctx: SubgraphContext,
    private readonly options: LiveStreamOptions<T>,
    private readonly output: StreamQueue<T>,
  ) {
    this.limit = options.limit ?? 200;
  }

  async begin(): Promise<void> {
    this.grant = await this.currentGrant();
    if (!this.grant) throw notFound();
    if (this.ctx.resumed) this.output.push(this.options.missed());
    this.work();
  }

  message(message: LiveMessage): void {
    if (hasExpired(this.ctx) || this.options.revokes?.(message)) return this.output.end();
    this.arrived.push({ message });
    this.work();
    if (this.arrived.length + this.output.length > this.limit) this.overflow();
  }

  gap(): void {
    const last = this.arrived.at(-1);
    if (last && last.message === null && last !== this.doubtful) return;
    this.arrived.push({ message: null });
    this.work();
  }

  private work(): void {
    for (let next = this.arrived[0]; next && this.grant && !this.doubtful && !this.output.closed; next = this.arrived[0]) {
      if (this.verdictOn(next) === 'unknown') return void this.ask(next);
      this.arrived.shift();
      this.settle(next);
    }
  }

  /** One question for whatever waits behind the arrival in doubt. */
  private async ask(doubtful: Arrival): Promise<void> {
    this.doubtful = doubtful;
    try {
      this.grant = await this.currentGrant();
    } catch (error) {
      return this.output.fail(error);
    }
    this.doubtful = null;
    if (!this.grant) return this.output.end();
    if (this.arrived[0] === doubtful) this.settle(this.arrived.shift() as Arrival);
    this.work();
  }

  /** Still unknown means a gap, or an answer older than the message (a lagging replica), which proves nothing: the client refetches. */
  private settle(arrival: Arrival): void {
    const verdict = this.verdictOn(arrival);
    const item = verdict === 'covered' && arrival.message ? this.options.map(arrival.message) : null;
    if (item !== null) this.output.push(item);
    else if (verdict === 'unknown') this.output.push(this.options.missed());
  }

  private verdictOn({ message }: Arrival): Coverage {
    return message && this.grant ? coverage(message.audience, this.ctx.viewer.userId, this.grant) : 'unknown';
  }

  /** What this context has read before may be older than the message that raised the question. */
  private currentGrant(): Promise<Grant | null> {
    this.ctx.loaders.clear();
    return this.options.grant();
  }

  private overflow(): void {
    this.arrived.length = 0;
    this.output.drop();
    this.output.push(this.options.missed());
  }
}

function hasExpired({ viewer, clock }: SubgraphContext): boolean {
  return viewer.expiresAt !== null && clock.now() >= viewer.expiresAt;
}

/** The longest delay that timers of the machine accept. */
const LONGEST_TIMER = 2 ** 31 - 1;

const machineTimers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms).unref();
    return () => clearTimeout(timer);
  },
};

function endAtExpiry(ctx: SubgraphContext, end: () => void, timers: Timers): () => void {
  const { expiresAt } = ctx.viewer;
  if (expiresAt === null) return () => undefined;
  let cancel = () => {};
  const check = () => {
    if (hasExpired(ctx)) end();
    else cancel = timers.after(Math.min(expiresAt - ctx.clock.now(), LONGEST_TIMER), check);
  };
  check();
  return () => cancel();
}
