import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { DocumentNode } from 'graphql';
import type { Viewer } from '../authorization/viewer';
import type { Delivery } from '../calls/internal-calls';
import type { FakeClock } from '../clock/clock';
import type { DrainOptions } from '../jobs/drain';
import type { RanJob } from '../jobs/run-job';
import type { Mail } from '../mail/mailer';
import type { SubgraphContext } from '../running/context';
import type { StatementCounter } from './statement-counter';

/** One error of an answer as a client sees it. */
export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly requestId?: string } & Readonly<Record<string, unknown>>;
}

export interface Answered<D> {
  readonly status: number;
  readonly data: D | null;
  readonly errors: readonly AnsweredError[];
  readonly headers: Headers;
}

/** One message of a stream, or its end. */
export interface StreamAnswer<D> {
  readonly data: D | null;
  readonly errors: readonly AnsweredError[];
  /** Present when the stream ended instead of answering: the close code where there was one. */
  readonly closed?: number | null;
}

/** An open operation over WebSocket. */
export interface TestStream<D> {
  /** The next event; fails after five seconds without one. */
  next(): Promise<D>;
  /** The errors of the next answer. */
  nextErrors(): Promise<readonly AnsweredError[]>;
  /** The next answer whatever it is, or how the stream ended. */
  nextAnswer(): Promise<StreamAnswer<D>>;
  /** Resolves when the server has ended the stream or closed the socket; the close code where there was one. */
  ended(): Promise<number | null>;
  /** Events that have arrived and were not taken yet. */
  readonly waiting: number;
  close(): Promise<void>;
}

/** Somebody at the front door of the real router. */
export interface TestClient {
  readonly viewer: Viewer | null;
  run<D, V>(document: TypedDocumentNode<D, V>, variables: V, headers?: Readonly<Record<string, string>>): Promise<Answered<D>>;
  /** The data of an answer without errors; fails with the errors otherwise. */
  ask<D, V>(document: TypedDocumentNode<D, V>, variables: V, headers?: Readonly<Record<string, string>>): Promise<D>;
  /** The code of the answer's first error; fails when there is none. */
  refusal<D, V>(document: TypedDocumentNode<D, V>, variables: V, headers?: Readonly<Record<string, string>>): Promise<string>;
  subscribe<D, V>(document: TypedDocumentNode<D, V>, variables: V): Promise<TestStream<D>>;
  http(path: string, init?: RequestInit): Promise<Response>;
}

/** A person known to identity. */
export interface TestPerson {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
  /** Signs in at identity; each call is a login session of its own. */
  signIn(): Promise<SignedIn>;
}

export interface SignedIn {
  /** Comes with the real access token. */
  readonly client: TestClient;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Ends this session; its tokens stop working. */
  signOut(): Promise<void>;
}

/** Who calls a subgraph behind the router's back. */
export interface DirectCaller {
  /** Null: nobody is signed in. */
  readonly viewer: Viewer | null;
  readonly caller: 'router' | 'service';
}

/** What a subgraph itself answers. */
export interface DirectAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly AnsweredError[];
}

/** A running graph: the real router, the named subgraphs, a real database of its own. */
export interface TestGraph {
  readonly url: string;
  readonly clock: FakeClock;
  /** A person who has just signed in, without identity: the viewer is signed with the test key. */
  asUser(viewer?: Partial<Viewer>): TestClient;
  asAdmin(viewer?: Partial<Viewer>): TestClient;
  anonymous(): TestClient;
  /** Makes a person with a verified address; identity must be among the subgraphs. */
  person(about?: { readonly displayName?: string; readonly platformRoles?: readonly ('ADMIN' | 'STAFF')[] }): Promise<TestPerson>;
  /** Whoever this access token belongs to. */
  withToken(token: string): TestClient;
  readonly jobs: { drain(options?: DrainOptions): Promise<readonly RanJob[]> };
  /** Delivers the events of one aggregate again, oldest first: `await graph.events.redeliver(noteCreated, note.id)`. `repeated` where every handler had applied it. */
  readonly events: { redeliver(event: { readonly type: string }, aggregateId: string): Promise<readonly Delivery[]> };
  /** Calls an internal operation as another part of the product. */
  internal<D, V>(subgraph: string, document: TypedDocumentNode<D, V>, variables: V): Promise<D>;
  /** Executes `_entities` at a subgraph as the router does for this viewer. */
  entities(subgraph: string, viewer: Viewer | null, representations: readonly object[]): Promise<readonly (Record<string, unknown> | null)[]>;
  /** Executes a document at a subgraph past the router, as its callers with a service key do; over signed HTTP apart. */
  atSubgraph(subgraph: string, as: DirectCaller, document: DocumentNode, variables?: object): Promise<DirectAnswer>;
  /** A context of a subgraph, to look into its database. */
  context(subgraph: string): SubgraphContext;
  /** Counts the statements of a subgraph from now on. */
  countStatements(subgraph: string): StatementCounter;
  /** Mails sent so far, oldest first. */
  mails(): Promise<readonly Mail[]>;
  /** Topics that somebody listens to. */
  liveTopics(): readonly string[];
  /** Fails when jobs are left in the queue, unless `leaves` says why. */
  stop(options?: { readonly leaves?: string }): Promise<void>;
}

export interface GraphOptions {
  /** Those that run, and with identity the one that sends its mails; fields of all others answer SUBGRAPH_UNAVAILABLE. */
  readonly subgraphs: readonly string[];
  /** Settings that differ from the test defaults. */
  readonly environment?: Readonly<Record<string, string>>;
}

export type GraphStarter = (options: GraphOptions) => Promise<TestGraph>;

let starter: GraphStarter | undefined;

/** Puts the implementation in place; Jest's setup does, because it lives with the router. */
export function installGraphStarter(implementation: GraphStarter): void {
  starter = implementation;
}

/** Starts the graph that a test file talks to. Stop it in `afterAll`. */
export function startGraph(options: GraphOptions): Promise<TestGraph> {
  if (!starter) throw new Error('No graph starter is installed; see router/src/testing/install.ts.');
  return starter(options);
}
