import type { JsonPayload } from '../events/json-payload';

/**
 * Who may hear a live message, decided by the transaction that published it: named users, or the members of a scope
 * as of a membership version. Never shown to clients.
 */
export type Audience =
  | { readonly users: readonly string[] }
  | { readonly scope: string; readonly version: number };

/** JSON values only: the message may cross processes. */
export interface LiveMessage<P = unknown> {
  readonly topic: string;
  /** GraphQL type name of the event, or a control word of the kit. */
  readonly kind: string;
  readonly payload: P;
  readonly audience: Audience;
}

export interface LiveListener {
  message(message: LiveMessage): void;
  /** Messages may have been missed on every topic (a broken connection). */
  gap(): void;
}

/**
 * Fire-and-forget fan-out after commit. Nothing that may not be lost travels on it. Two forms with one contract test:
 * in process, and Redis for several processes.
 */
export interface LiveBus {
  /** Never throws and never waits for a broken connection; a message that cannot be sent is lost and logged. */
  publish<P extends JsonPayload<P>>(message: LiveMessage<P>): Promise<void>;
  /** Resolves once messages published from now on will be heard; while the connection is broken at once, and `gap()` follows when it is back. */
  subscribe(topic: string, listener: LiveListener): Promise<() => Promise<void>>;
  /** Topics with at least one listener in this process. */
  topics(): readonly string[];
  /** Whether messages can travel at present. */
  healthy(): boolean;
  close(): Promise<void>;
}
