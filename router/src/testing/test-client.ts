import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import type { Answered, AnsweredError, TestClient, TestStream } from '@sangam/kit/testing/harness';
import { newId } from '@sangam/kit/ids/new-id';
import { Kind, print, type DocumentNode } from 'graphql';
import { recordRequest } from './record-requests';
import { recordExecuted } from './record-operations';
import { openTestStream } from './test-stream';

/** Where clients come in. */
export interface FrontDoor {
  readonly url: string;
  /** Resolves once the router has opened the stream of that request. */
  streamOpened(requestId: string): Promise<void>;
}

/** Somebody who sends documents to the router over real HTTP and WebSocket. */
export class HttpClient implements TestClient {
  constructor(private readonly door: FrontDoor, private readonly token: string | null, readonly viewer: Viewer | null) {}

  async run<D, V>(document: TypedDocumentNode<D, V>, variables: V, headers: Readonly<Record<string, string>> = {}): Promise<Answered<D>> {
    record(document);
    const response = await this.http('/graphql', {
      method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query: print(document), variables }),
    });
    const { data = null, errors = [] } = (await response.json()) as { data?: D | null; errors?: AnsweredError[] };
    return { status: response.status, data, errors, headers: response.headers };
  }

  async ask<D, V>(document: TypedDocumentNode<D, V>, variables: V, headers: Readonly<Record<string, string>> = {}): Promise<D> {
    const { data, errors } = await this.run(document, variables, headers);
    if (errors.length > 0 || data === null) throw new Error(`Answered with errors: ${JSON.stringify(errors)}`);
    return data;
  }

  async refusal<D, V>(document: TypedDocumentNode<D, V>, variables: V, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    const { errors, data } = await this.run(document, variables, headers);
    const [error] = errors;
    if (!error) throw new Error(`Not refused, but answered: ${JSON.stringify(data)}`);
    return error.extensions.code;
  }

  subscribe<D, V>(document: TypedDocumentNode<D, V>, variables: V): Promise<TestStream<D>> {
    record(document);
    const requestId = newId();
    const url = `${this.door.url.replace(/^http/, 'ws')}/graphql`;
    return openTestStream<D>({ url, requestId, opened: this.door.streamOpened(requestId), token: this.token, query: print(document), variables: variables as Record<string, unknown> });
  }

  http(path: string, init: RequestInit = {}): Promise<Response> {
    recordRequest(init.method ?? 'GET', path);
    const headers = new Headers(init.headers);
    if (this.token && !headers.has('authorization')) headers.set('authorization', `Bearer ${this.token}`);
    return fetch(`${this.door.url}${path}`, { ...init, headers });
  }
}

function record(document: DocumentNode): void {
  for (const definition of document.definitions) if (definition.kind === Kind.OPERATION_DEFINITION && definition.name) recordExecuted(definition.name.value);
}
