import { EventEmitter, on, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { graphql, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly query: string;
}

type Answer = (request: IncomingMessage, response: ServerResponse, otherwise: () => void) => void;

/** A subgraph as somebody else would write it: a schema behind HTTP and graphql-ws, nothing of ours in it. */
export class PlainSubgraph {
  readonly received: Received[] = [];
  /** Connection parameters of each socket. */
  readonly connected: unknown[] = [];
  readonly events = new EventEmitter();
  /** Stands in front of the true answer. */
  answer: Answer = (_request, _response, otherwise) => otherwise();
  private readonly schema;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private port = 0;

  constructor(readonly name: string, readonly typeDefs: string, resolvers: (events: EventEmitter) => GraphQLResolverMap<unknown>) {
    this.schema = buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers(this.events) });
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.on('connection', (socket) => this.sockets.add(socket.on('close', () => this.sockets.delete(socket))));
    const accepting = new WebSocketServer({ server: this.server, path: '/graphql' });
    useServer({ schema: this.schema, onConnect: ({ connectionParams }) => void this.connected.push(connectionParams), onNext: () => void this.events.emit('sent') }, accepting);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/graphql`;
  }

  async start(): Promise<this> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** Cuts every connection. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.cut();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string; variables: Record<string, unknown> };
    this.received.push({ headers: request.headers, query });
    this.events.emit('asked');
    this.answer(request, response, () => {
      void graphql({ schema: this.schema, source: query, variableValues: variables }).then((result) => response.setHeader('content-type', 'application/json').end(JSON.stringify(result)));
    });
  }
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated"])';

/** Products and their reviews, and a list of what was done to them, in the order in which it was. */
export function newShop(): { readonly products: PlainSubgraph; readonly reviews: PlainSubgraph; readonly done: string[] } {
  const done: string[] = [];
  const product = (id: string) => ({ __typename: 'Product', id, name: `Product ${id}` });
  const act = (_: unknown, { what }: { what: string }) => done.push(what);
  const products = new PlainSubgraph('products', `${LINK}
    type Query { product(id: ID!): Product }
    type Mutation { addProduct(what: String!): Int }
    type Subscription { productChanged: Product }
    type Product @key(fields: "id") { id: ID! name: String }`, (events) => ({
    Query: { product: (_, { id }) => product(String(id)) },
    Mutation: { addProduct: act },
    Subscription: {
      productChanged: {
        subscribe: () => {
          const changes = on(events, 'changed');
          events.emit('subscribed');
          return changes;
        },
        resolve: ([id]: [string]) => product(id),
      },
    },
    Product: { __resolveReference: ({ id }: { id: string }) => product(id) },
  }));
  const reviews = new PlainSubgraph('reviews', `${LINK}
    type Mutation { addReview(what: String!): Int }
    type Product @key(fields: "id") { id: ID! reviews: [String!] }`, () => ({
    Mutation: { addReview: act },
    Product: { __resolveReference: ({ id }: { id: string }) => ({ id }), reviews: ({ id }: { id: string }) => [`${id} is good`] },
  }));
  return { products, reviews, done };
}

/** The supergraph of subgraphs that are started. `change` stands in for a later version of their schemas. */
export function composed(subgraphs: readonly PlainSubgraph[], change: (typeDefs: string) => string = (typeDefs) => typeDefs): string {
  const { supergraphSdl, errors } = composeServices(subgraphs.map(({ name, url, typeDefs }) => ({ name, url, typeDefs: parse(change(typeDefs)) })));
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
