import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { unionMember } from '@sangam/kit/graphql/union-member';
import type { AnsweredError } from '@sangam/kit/testing/harness';
import { LoginDocument, RegisterDocument } from '@sangam/schema/typed/operations';
import { print } from 'graphql';
import { Listener } from './listener';

export interface Answer<D> {
  readonly status: number;
  readonly data: D | null;
  readonly errors: readonly AnsweredError[];
}

/** Whether the other side read the request or not, the client cannot know. */
export class ConnectionLost extends Error {}

/** Somebody at a front door, over true HTTP. */
export class Client {
  constructor(readonly url: string, readonly token: string | null = null) {}

  /** @throws ConnectionLost when the door is closed, or closes before the answer is whole. */
  async run<D, V>(document: TypedDocumentNode<D, V>, variables: V, headers: Readonly<Record<string, string>> = {}): Promise<Answer<D>> {
    const authorization: Record<string, string> = this.token === null ? {} : { authorization: `Bearer ${this.token}` };
    const request = { method: 'POST', headers: { 'content-type': 'application/json', ...authorization, ...headers }, body: JSON.stringify({ query: print(document), variables }) };
    const { status, text } = await exchanged(`${this.url}/graphql`, request);
    const { data = null, errors = [] } = JSON.parse(text) as { data?: D | null; errors?: AnsweredError[] };
    return { status, data, errors };
  }

  async ask<D, V>(document: TypedDocumentNode<D, V>, variables: V, headers: Readonly<Record<string, string>> = {}): Promise<D> {
    const { data, errors } = await this.run(document, variables, headers);
    if (errors.length > 0 || data === null) throw new Error(`Answered with errors: ${JSON.stringify(errors)}`);
    return data;
  }

  /** The code of the first error; null when there is none. */
  async refusal<D, V>(document: TypedDocumentNode<D, V>, variables: V): Promise<string | null> {
    return (await this.run(document, variables)).errors[0]?.extensions.code ?? null;
  }

  listen<D, V>(document: TypedDocumentNode<D, V>, variables: V): Listener<D> {
    return new Listener<D>(`${this.url.replace(/^http/, 'ws')}/graphql`, this.token, { query: print(document), variables: variables as Record<string, unknown> });
  }

  /** The same person at another door. */
  at(url: string): Client {
    return new Client(url, this.token);
  }
}

async function exchanged(url: string, request: RequestInit): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(url, request);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new ConnectionLost(`No answer from ${url}: ${String((error as Error).cause ?? error)}`);
  }
}

const PASSWORD = 'Correct1horse';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly client: Client;
  readonly refreshToken: string;
}

let made = 0;

/** Signs somebody up and in. */
export async function newPerson(url: string, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}${(made += 1)}@example.com`;
  await new Client(url).ask(RegisterDocument, { input: { email, password: PASSWORD, fullName: name, termsAccepted: true } });
  return signIn(url, { name, email });
}

export async function signIn(url: string, { name, email }: Pick<Person, 'name' | 'email'>): Promise<Person> {
  const { login } = await new Client(url).ask(LoginDocument, { input: { email, password: PASSWORD, deviceLabel: 'Outside' } });
  const { accessToken, refreshToken, user } = unionMember(login, 'AuthenticationTokens');
  return { id: user.id, name, email, client: new Client(url, accessToken), refreshToken };
}
