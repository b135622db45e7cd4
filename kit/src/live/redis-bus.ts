import type { Redis } from 'ioredis';
import type { Logger } from '../observability/logger';
import { ListenerTable } from './listener-table';
import type { LiveBus, LiveListener, LiveMessage } from './live-bus';
import { closeRedis, createRedis } from './redis-client';

export interface RedisBusOptions {
  readonly url: string;
  /** Prefix of the channels, so that several installations may share one server. */
  readonly prefix: string;
  readonly log: Logger;
  /** How often the subscriber's connection is tried while it is silent, milliseconds. Default 5,000. */
  readonly heartbeatMs?: number;
}

/**
 * The live bus across processes: one channel per topic, one connection that listens and one that publishes. Whoever may
 * have missed something is told by `gap()`: after the listening connection was lost, and, on all processes, after
 * another process could not publish.
 */
class RedisBus implements LiveBus {
  private readonly listeners: ListenerTable;
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly firstAttempts: Promise<unknown>;
  private readonly acknowledged = new Map<string, Promise<void>>();
  private readonly heartbeat: NodeJS.Timeout;
  private readonly gapChannel: string;
  private lost = 0;
  private missed = false;
  private closed = false;

  constructor(private readonly options: RedisBusOptions) {
    this.listeners = new ListenerTable(options.log);
    this.gapChannel = `${options.prefix}:live-gap`;
    this.publisher = createRedis(options.url, `${options.prefix}-live-publisher`, options.log);
    this.subscriber = createRedis(options.url, `${options.prefix}-live-subscriber`, options.log);
    this.publisher.on('ready', () => void this.announceLoss());
    this.subscriber.on('ready', () => void this.listenAgain());
    this.subscriber.on('close', () => (this.missed = true));
    this.subscriber.on('message', (channel, text) => this.receive(channel, text));
    this.firstAttempts = Promise.all([firstAttempt(this.publisher), firstAttempt(this.subscriber)]);
    this.heartbeat = setInterval(() => void this.tryConnection(), options.heartbeatMs ?? 5_000).unref();
  }

  async publish(message: LiveMessage): Promise<void> {
    if (this.closed) return;
    try {
      const text = JSON.stringify(message);
      if (this.publisher.status !== 'ready') await this.firstAttempts;
      await this.publisher.publish(this.channel(message.topic), text);
    } catch (error) {
      if (this.lost === 0) this.options.log.warn({ err: error, topic: message.topic }, 'live messages are being lost');
      this.lost += 1;
      return;
    }
    if (this.lost > 0) await this.announceLoss();
  }

  async subscribe(topic: string, listener: LiveListener): Promise<() => Promise<void>> {
    const remove = this.listeners.add(topic, listener);
    const acknowledged = this.acknowledged.get(topic) ?? this.listen(topic);
    this.acknowledged.set(topic, acknowledged);
    await acknowledged;
    return async () => {
      if (remove()) await this.forget(topic);
    };
  }

  topics(): readonly string[] {
    return this.listeners.topics();
  }

  healthy(): boolean {
    return !this.closed && this.publisher.status === 'ready' && this.subscriber.status === 'ready';
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.heartbeat);
    this.listeners.clear();
    await Promise.all([closeRedis(this.publisher), closeRedis(this.subscriber)]);
  }

  private channel(topic: string): string {
    return `${this.options.prefix}:live:${topic}`;
  }

  /** Does not fail while the connection is broken: `listenAgain` then takes the topic up and reports the gap. */
  private async listen(topic: string): Promise<void> {
    if (this.subscriber.status !== 'ready') await this.firstAttempts;
    if (!(await this.subscribeChannels(this.channel(topic)))) this.missed = true;
  }

  private async forget(topic: string): Promise<void> {
    this.acknowledged.delete(topic);
    if (this.subscriber.status === 'ready') await this.subscriber.unsubscribe(this.channel(topic)).catch(() => undefined);
  }

  private async listenAgain(): Promise<void> {
    const channels = this.listeners.topics().map((topic) => this.channel(topic));
    if (!(await this.subscribeChannels(this.gapChannel, ...channels))) return;
    if (!this.missed) return;
    this.missed = false;
    this.listeners.gap();
  }

  private async subscribeChannels(...channels: string[]): Promise<boolean> {
    if (this.subscriber.status !== 'ready') return false;
    try {
      await this.subscriber.subscribe(...channels);
      return true;
    } catch (error) {
      this.options.log.warn({ err: error }, 'redis did not accept a subscription');
      // Without a new connection the topic would stay silent for ever.
      if (!this.closed && this.subscriber.status === 'ready') this.subscriber.disconnect(true);
      return false;
    }
  }

  private receive(channel: string, text: string): void {
    if (channel === this.gapChannel) return this.listeners.gap();
    try {
      this.listeners.deliver(JSON.parse(text) as LiveMessage);
    } catch (error) {
      this.options.log.error({ err: error, channel }, 'a live message cannot be read');
    }
  }

  /** Subscribers elsewhere have sound connections and cannot know that something was never sent to them. */
  private async announceLoss(): Promise<void> {
    const lost = this.lost;
    if (lost === 0) return;
    this.lost = 0;
    try {
      await this.publisher.publish(this.gapChannel, String(lost));
      this.options.log.warn({ lost }, 'live messages were lost; subscribers were told');
    } catch {
      this.lost += lost;
    }
  }

  /** A connection that died without a word is only noticed by using it. */
  private async tryConnection(): Promise<void> {
    if (this.subscriber.status !== 'ready') return;
    await this.subscriber.ping().catch(() => {
      if (!this.closed && this.subscriber.status === 'ready') this.subscriber.disconnect(true);
    });
  }
}

function firstAttempt(client: Redis): Promise<void> {
  return new Promise((resolve) => {
    client.once('ready', () => resolve());
    client.once('close', () => resolve());
  });
}

/** The form of the live bus for several processes. */
export function createRedisBus(options: RedisBusOptions): LiveBus {
  return new RedisBus(options);
}
