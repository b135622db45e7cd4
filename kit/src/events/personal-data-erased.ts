import { defineEvent } from './define-event';

/** The answer of each subgraph to `identity.user.deleted`. The contract names it in `schema/events/identity.ts`. */
export const personalDataErased = defineEvent<{ readonly userId: string; /** Which one has erased its rows. */ readonly subgraph: string }>({
  type: 'identity.personal-data.erased', version: 1, description: 'A subgraph has erased what it held of a person.',
});
