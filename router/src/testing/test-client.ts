import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import type { Answered, AnsweredError, TestClient, TestStream } from '@sangam/kit/testing/harness';
import { Kind, print, type DocumentNode } from 'graphql';
import { recordExecuted } from './record-operations';
import { openTestStream } from './test-stream';

/** Somebody who sends documents to the router over real HTTP and WebSocket. */
export class HttpClient implements TestClient {
  constructor(private readonly url: string, private readonly token: string | null, readonly viewer: Viewer | null) {}

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

  async refusal<D, V>(document: TypedDocumentNode<D, V>, variables: V): Promise<string> {
    const { errors, data } = await this.run(document, variables);
    const [error] = errors;
    if (!error) throw new Error(`Not refused, but answered: ${JSON.stringify(data)}`);
    return error.extensions.code;
  }

  subscribe<D, V>(document: TypedDocumentNode<D, V>, variables: V): Promise<TestStream<D>> {
    record(document);
    const url = `${this.url.replace(/^http/, 'ws')}/graphql`;
    return openTestStream<D>({ url, token: this.token, query: print(document), variables: variables as Record<string, unknown> });
  }

  http(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.token && !headers.has('authorization')) headers.set('authorization', `Bearer ${this.token}`);
    return fetch(`${this.url}${path}`, { ...init, headers });
  }
}

function record(document: DocumentNode): void {
  for (const definition of document.definitions) if (definition.kind === Kind.OPERATION_DEFINITION && definition.name) recordExecuted(definition.name.value);
}
