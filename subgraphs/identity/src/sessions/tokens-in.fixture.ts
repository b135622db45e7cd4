import { unionMember } from '@sangam/kit/graphql/union-member';

/** The tokens in the outcome of a sign-in that needs no further step. */
export function tokensIn<O extends { readonly __typename: string }>(outcome: O): Extract<O, { readonly __typename: 'AuthenticationTokens' }> {
  return unionMember<O, O['__typename'] & 'AuthenticationTokens'>(outcome, 'AuthenticationTokens');
}
