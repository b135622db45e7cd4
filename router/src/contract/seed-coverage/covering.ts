/** How a row is answered. */
export type CoveringKind = 'operation' | 'internal' | 'route' | 'stream' | 'job' | 'mail';

/** One thing of the product that answers rows of the references. */
export interface Covering {
  readonly kind: CoveringKind;
  readonly subgraph: string;
  /** Root field, route, job or handler: `Mutation.login`, `POST /webhooks/stripe`, `chat.remove-drafts`. */
  readonly target: string;
  /** Name of the document, for those that are sent as one. */
  readonly document?: string;
  /** The name under which a test run records it. */
  readonly executedAs: string;
  readonly covers: readonly string[];
}
