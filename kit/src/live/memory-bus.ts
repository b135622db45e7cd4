import type { Logger } from '../observability/logger';
import { ListenerTable } from './listener-table';
import type { LiveBus, LiveListener, LiveMessage } from './live-bus';

/** The live bus of a single process. Messages are copied through JSON, exactly as the Redis form does. */
class MemoryBus implements LiveBus {
  private readonly listeners: ListenerTable;
  private readonly pending: LiveMessage[] = [];
  private delivering = false;
  private closed = false;

  constructor(private readonly log?: Logger) {
    this.listeners = new ListenerTable(log);
  }

  async publish(message: LiveMessage): Promise<void> {
    if (this.closed || !this.listeners.has(message.topic)) return;
    try {
      this.pending.push(JSON.parse(JSON.stringify(message)) as LiveMessage);
    } catch (error) {
      this.log?.error({ err: error, topic: message.topic }, 'a live message is not JSON and was lost');
      return;
    }
    this.deliver();
  }

  async subscribe(topic: string, listener: LiveListener): Promise<() => Promise<void>> {
    const remove = this.listeners.add(topic, listener);
    return async () => void remove();
  }

  topics(): readonly string[] {
    return this.listeners.topics();
  }

  healthy(): boolean {
    return !this.closed;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listeners.clear();
  }

  /** A message published by a listener waits its turn: all listeners see one order. */
  private deliver(): void {
    if (this.delivering) return;
    this.delivering = true;
    for (let message = this.pending.shift(); message; message = this.pending.shift()) this.listeners.deliver(message);
    this.delivering = false;
  }
}

/** The in-process form of the live bus. */
export function createMemoryBus(log?: Logger): LiveBus {
  return new MemoryBus(log);
}
