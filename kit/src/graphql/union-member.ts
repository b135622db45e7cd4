/** An answer of a union as the member that it is expected to be. @throws Error naming the member that it is instead. */
export function unionMember<T extends { readonly __typename: string }, N extends T['__typename']>(answer: T, name: N): Extract<T, { readonly __typename: N }> {
  if (answer.__typename !== name) throw new Error(`The answer is ${answer.__typename}, not ${name}.`);
  return answer as Extract<T, { readonly __typename: N }>;
}
