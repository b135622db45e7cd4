/** The tokens in the outcome of a sign-in that needs no further step. */
export function tokensIn<O extends { readonly __typename: string }>(outcome: O): Extract<O, { readonly __typename: 'AuthenticationTokens' }> {
  if (outcome.__typename !== 'AuthenticationTokens') throw new Error(`the sign-in wants another step: ${outcome.__typename}`);
  return outcome as Extract<O, { readonly __typename: 'AuthenticationTokens' }>;
}
