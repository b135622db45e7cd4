import type { IncomingHttpHeaders } from 'node:http';
import { definePartnerEvent } from '@sangam/kit/events/define-partner-event';
import { publishWebhook } from '@sangam/kit/events/publish-webhook';
import type { Owned } from '@sangam/kit/authorization/owner';
import { transaction } from '@sangam/kit/database/run-transaction';
import { newId } from '@sangam/kit/ids/new-id';
import type { TestClient, TestGraph } from '@sangam/kit/testing/harness';
import { localServer } from '@sangam/kit/testing/local-server';
import { CreateWebhookEndpointDocument, WebhookDeliveriesDocument } from '@sangam/schema/typed/operations';
import { Webhook } from 'standardwebhooks';

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface WebhookReceiver {
  readonly url: string;
  /** Settings of a product that may reach it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly received: readonly ReceivedWebhook[];
  /** What came to one path. */
  at(path: string): ReceivedWebhook[];
  /** The next answers at a path; 200 when there are none, `hang` for none at all. */
  answer(path: string, ...answers: (number | WebhookAnswer | 'hang')[]): void;
  close(): Promise<void>;
}

/** A partner's real server on a free local port. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const answers = new Map<string, (number | WebhookAnswer | 'hang')[]>();
  const server = await localServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      const answer = answers.get(path)?.shift() ?? 200;
      if (answer === 'hang') return;
      const { status, headers = {}, body = '' }: WebhookAnswer = typeof answer === 'number' ? { status: answer } : answer;
      response.writeHead(status, headers).end(body);
    });
  });
  return {
    url: server.url, environment: { EGRESS_ALLOW: server.url.replace('http://', '') }, received,
    at: (path) => received.filter((webhook) => webhook.path === path),
    answer: (path, ...next) => void answers.set(path, next),
    close: () => server.close(),
  };
}

/** What the reference implementation of Standard Webhooks makes of a message; it throws for a wrong signature or time. */
export function verified(graph: TestGraph, secret: string, { body, headers }: ReceivedWebhook): unknown {
  const now = jest.spyOn(Date, 'now').mockReturnValue(graph.clock.now());
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  } finally {
    now.mockRestore();
  }
}

const messageSent = definePartnerEvent({ type: 'chat.message.sent', description: 'As chat tells it.', example: { text: 'Hello' } });

/** As another subgraph publishes; the key. */
export async function publish(graph: TestGraph, owner: Owned, { key = newId(), text = 'Hello' } = {}): Promise<string> {
  const ctx = graph.context('identity');
  await transaction(ctx, (tx) => publishWebhook(ctx, tx, { key, owners: [owner], event: messageSent, data: { text } }));
  return key;
}

export async function createEndpoint(client: TestClient, url: string, eventTypes: string[] = ['chat.*']) {
  const { createWebhookEndpoint: { endpoint: { id }, secret } } = await client.ask(CreateWebhookEndpointDocument, { input: { url, eventTypes } });
  return { id, secret };
}

export async function deliveries(client: TestClient, endpointId: string) {
  return (await client.ask(WebhookDeliveriesDocument, { endpointId, first: 50 })).webhookDeliveries.nodes;
}
