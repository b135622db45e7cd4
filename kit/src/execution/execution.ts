import type { GraphQLError } from 'graphql';
import type { Box, Place } from './place';
import { Thrown } from './thrown';

export interface OperationResult {
  /** A fresh tree that belongs to whoever asked. Undefined when nothing was executed. */
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLError[];
}

/** Writes the selection of an object type; undefined when an error makes the object null. */
export type ObjectWriter = (execution: Execution, source: unknown, at: Place | null) => Box | undefined;

export interface ExecutionValues {
  readonly variables: Record<string, unknown>;
  readonly context: unknown;
  readonly rootValue: unknown;
}

/**
 * One run of a compiled operation. What is promised leaves null at its place; it is counted and put there when it
 * arrives, without a promise for the objects around it.
 */
export class Execution {
  readonly variables: Record<string, unknown>;
  readonly context: unknown;
  readonly rootValue: unknown;
  readonly errors: GraphQLError[] = [];
  /** Arguments worked out in this run, by the number of their field. */
  readonly args: Record<string, unknown>[] = [];
  /** The error on its way up to a position that may be null. */
  failure: GraphQLError;
  private pending = 0;
  private started = 0;
  private part: Box | undefined;
  private data: Box | null | undefined;
  private answer: ((result: OperationResult) => void) | undefined;

  /** `writers`: of the root type; each begins when the one before has its whole answer. */
  constructor(private readonly writers: readonly ObjectWriter[], { variables, context, rootValue }: ExecutionValues) {
    this.variables = variables;
    this.context = context;
    this.rootValue = rootValue;
  }

  start(): OperationResult | Promise<OperationResult> {
    this.advance();
    if (this.data === null || this.pending === 0) return this.result();
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  }

  /** Calls back with the value of a promise, or what it was rejected with, unless its place is gone by then. */
  later(promise: PromiseLike<unknown>, place: Place, arrived: (value: unknown) => void): void {
    this.pending += 1;
    const settled = (value: unknown): void => {
      if (!this.isGone(place)) arrived(value);
      this.pending -= 1;
      if (this.pending === 0 && this.data !== null) this.advance();
    };
    // A foreign thenable may call back at once, before there is anything to put its value into.
    const native = promise instanceof Promise ? promise : Promise.resolve(promise);
    native.then(settled, (reason) => settled(new Thrown(reason)));
  }

  /** Puts a value that arrived into its place; undefined makes the nearest position above null that may be. */
  put(completed: unknown, place: Place): void {
    if (completed !== undefined) {
      place.box[place.key] = completed;
      return;
    }
    let at: Place | null = place;
    while (at !== null && !at.slot.nullable) at = at.above;
    if (at === null) return this.lose();
    at.dead = true;
    at.box[at.key] = null;
    this.errors.push(this.failure);
  }

  private isGone(place: Place): boolean {
    if (this.data === null) return true;
    for (let at: Place | null = place; at !== null; at = at.above) if (at.dead) return true;
    return false;
  }

  private advance(): void {
    while (this.pending === 0 && this.data !== null) {
      this.data = this.part && (this.data ? Object.assign(this.data, this.part) : this.part);
      const writer = this.writers[this.started];
      if (!writer) break;
      this.started += 1;
      this.part = writer(this, this.rootValue, null);
      if (!this.part) this.lose();
    }
    if (this.pending === 0) this.answer?.(this.result());
  }

  /** The error reached the root: the answer is null, and nothing that is still under way is waited for. */
  private lose(): void {
    this.errors.push(this.failure);
    this.data = null;
    this.answer?.(this.result());
  }

  private result(): OperationResult {
    return this.errors.length > 0 ? { data: this.data, errors: this.errors } : { data: this.data };
  }
}
