import type { Logger } from '../observability/logger';
import type { LiveListener, LiveMessage } from './live-bus';

/** The listeners of one process by topic. A listener that throws is logged and does not disturb the others. */
export class ListenerTable {
  private readonly byTopic = new Map<string, Set<LiveListener>>();

  constructor(private readonly log?: Logger) {}

  /** Returns the removal, which may be called more than once and says whether it took the topic's last listener. */
  add(topic: string, listener: LiveListener): () => boolean {
    // A wrapper of its own, so that the same listener may be registered twice.
    const entry: LiveListener = { message: (message) => listener.message(message), gap: () => listener.gap() };
    const listeners = this.byTopic.get(topic) ?? new Set<LiveListener>();
    this.byTopic.set(topic, listeners.add(entry));
    return () => {
      if (!listeners.delete(entry) || listeners.size > 0) return false;
      this.byTopic.delete(topic);
      return true;
    };
  }

  has(topic: string): boolean {
    return this.byTopic.has(topic);
  }

  topics(): string[] {
    return [...this.byTopic.keys()];
  }

  deliver(message: LiveMessage): void {
    for (const listener of this.byTopic.get(message.topic) ?? []) this.call(() => listener.message(message), message.topic);
  }

  gap(): void {
    for (const [topic, listeners] of this.byTopic) for (const listener of listeners) this.call(() => listener.gap(), topic);
  }

  clear(): void {
    this.byTopic.clear();
  }

  private call(listener: () => void, topic: string): void {
    try {
      listener();
    } catch (error) {
      this.log?.error({ err: error, topic }, 'a live listener failed');
    }
  }
}
