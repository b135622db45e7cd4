import { EventEmitter, once } from 'node:events';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { parse, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { Delivery } from '../calls/internal-calls';
import type { Database } from '../database/database';
import { AppError } from '../errors/app-error';
import { CONFLICT, NOT_FOUND } from '../errors/codes';
import type { EventEnvelope } from '../events/define-event';
import { defineRoute } from '../http/define-route';
import type { SubgraphContext } from '../running/context';
import type { ContextInput, RunningSubgraph } from '../running/running-subgraph';

/** A log that goes nowhere, for tests that provoke errors. */
export const silentLog = pino({ level: 'silent' });

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { identity: Identity! echo(text: String!): Echo! large(bytes: Int!): String! fail(how: String!): Int waiting: Int! document: Document! }
  scalar Document
  type Mutation { count: Int! }
  type Subscription { spoken(room: String!): Spoken! }
  type Identity { userId: String caller: String! requestId: String! idempotencyKey: String }
  type Echo { text: String! at: String }
  type Spoken { room: String! text: String! requestId: String! contexts: Int! resumed: Boolean! }
`);

/** A subgraph of a few fields without a database, for the tests of what carries calls. */
export class EchoSubgraph implements RunningSubgraph {
  readonly name = 'echo';
  readonly schema: GraphQLSchema;
  /** Resolvers, routes and deliveries that ran. */
  ran = 0;
  /** Contexts made. */
  contexts = 0;
  status: 'up' | 'down' = 'up';
  readonly received: EventEnvelope[] = [];
  /** Answered as it is, as a column of JSON would be. */
  readonly document = { words: ['one'] };
  private readonly rooms = new EventEmitter().setMaxListeners(0);
  /** Announces `arrived` and `listeners`. */
  private readonly news = new EventEmitter().setMaxListeners(0);
  private readonly waiting: (() => void)[] = [];

  constructor() {
    this.schema = buildSubgraphSchema({ typeDefs, resolvers: this.resolvers() });
  }

  readonly routes = [
    defineRoute({
      method: 'POST', path: '/echo/:word', description: 'Answers what it was sent.', bodyLimit: 1_000,
      handle: async (ctx, { path, params, query, headers, rawBody }) => {
        this.ran += 1;
        if (params.word === 'missing') throw new AppError(NOT_FOUND);
        if (params.word === 'broken') throw new Error('secret detail');
        const body = { path, params, query, headers, sent: rawBody.toString('hex'), userId: ctx.viewer.userId };
        return { status: 201, headers: { 'x-word': String(params.word) }, body };
      },
    }),
    defineRoute({ method: 'GET', path: '/echo/fixed', description: 'Answers text.', handle: async () => ({ status: 200, body: 'fixed' }) }),
  ];

  /** This subgraph stores nothing. */
  get database(): Database {
    throw new Error('The echo has no database.');
  }

  context(input: ContextInput): SubgraphContext {
    this.contexts += 1;
    return { ...input, subgraph: this.name, idempotencyKey: input.idempotencyKey ?? null, resumed: input.resumed ?? false } as SubgraphContext;
  }

  async receive(event: EventEnvelope): Promise<Delivery> {
    this.ran += 1;
    if (event.type === 'echo.text.refused') throw new AppError(CONFLICT);
    const repeated = this.received.some(({ id }) => id === event.id);
    this.received.push(event);
    return repeated ? 'repeated' : 'applied';
  }

  async health(): Promise<{ status: 'up' | 'down'; jobLagMs: number }> {
    return { status: this.status, jobLagMs: 0 };
  }

  async stop(): Promise<void> {
    this.release();
  }

  /** Says something to whoever listens to a room. */
  say(room: string, text: string): void {
    this.rooms.emit(room, { room, text });
  }

  /** Resolves when so many subscriptions listen to a room. */
  async listeners(room: string, count: number): Promise<void> {
    while (this.rooms.listenerCount(room) !== count) await once(this.news, 'listeners');
  }

  /** Resolves when so many queries have reached `waiting`. */
  async arrival(count = 1): Promise<void> {
    while (this.waiting.length < count) await once(this.news, 'arrived');
  }

  /** Lets every query at `waiting` go on. */
  release(): void {
    for (const resume of this.waiting.splice(0)) resume();
  }

  private resolvers(): GraphQLResolverMap<unknown> {
    return {
      Query: {
        identity: (_, __, ctx) => this.counted({ ...(ctx as SubgraphContext), userId: (ctx as SubgraphContext).viewer.userId }),
        echo: (_, { text }) => this.counted({ text }),
        large: (_, { bytes }) => this.counted('x'.repeat(bytes as number)),
        fail: (_, { how }) => this.fail(how as string),
        waiting: () => this.wait(),
        document: () => this.document,
      },
      Mutation: { count: () => this.counted(this.ran + 1) },
      Subscription: {
        spoken: {
          subscribe: (_, { room }) => this.subscribe(room as string),
          resolve: (event: object, _, ctx) => {
            const { requestId, resumed } = ctx as SubgraphContext;
            return { ...event, requestId, resumed, contexts: this.contexts };
          },
        },
      },
    };
  }

  private counted<T>(value: T): T {
    this.ran += 1;
    return value;
  }

  private fail(how: string): never {
    this.ran += 1;
    if (how === 'coded') throw new AppError(CONFLICT, { userMessage: 'Already there.', fields: [{ path: 'how', reason: 'RANGE' }] });
    throw new Error('SELECT secret FROM account');
  }

  private async wait(): Promise<number> {
    this.ran += 1;
    await new Promise<void>((resume) => {
      this.waiting.push(resume);
      this.news.emit('arrived');
    });
    return this.ran;
  }

  private subscribe(room: string): AsyncIterableIterator<unknown> {
    if (room === 'closed') throw new AppError(NOT_FOUND);
    const queue: unknown[] = [];
    let wake: () => void = () => undefined;
    let ended = false;
    const hear = (event: unknown) => {
      queue.push(event);
      wake();
    };
    this.rooms.on(room, hear);
    this.news.emit('listeners');
    const end = async () => {
      ended = true;
      this.rooms.off(room, hear);
      this.news.emit('listeners');
      wake();
      return { done: true as const, value: undefined };
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        while (queue.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve));
        return ended ? { done: true, value: undefined } : { done: false, value: queue.shift() };
      },
      return: end,
    };
  }
}

