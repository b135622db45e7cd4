import { defineEvent } from './define-event';

/** A mail that some part of the product wants to be sent. */
export interface RequestedEmail {
  /** Same key, same mail: it is sent once, however often it is asked for. */
  readonly key: string;
  readonly to: string;
  /** Whose preferences count; null for an address without an account. */
  readonly userId: string | null;
  /** Key of the template, `<subgraph>.<name>`. */
  readonly template: string;
  /** Language tag the recipient prefers; the closest language with a text is used. */
  readonly locale: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Further variables, sealed: tokens and codes. */
  readonly sealed: string | null;
}

/** Recorded by `requestEmail`; the contract names it in `schema/events/notifications.ts`. */
export const emailRequested = defineEvent<RequestedEmail>({
  type: 'notifications.email.requested', version: 1, priority: 'interactive', description: 'Some part of the product wants a mail to be sent to one address.',
});
