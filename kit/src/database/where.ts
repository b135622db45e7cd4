/** Half-open range on one column. */
export interface Range<V> {
  readonly from?: V;
  readonly to?: V;
}

/** Comparison that `Where` cannot say by a plain value. */
export type Condition<V> =
  | { readonly not: V | null }
  | { readonly lessThan: V }
  | { readonly atMost: V }
  | { readonly moreThan: V }
  | { readonly atLeast: V };

/**
 * Conditions joined by AND on an entity's properties: a value is equality, null is IS NULL, an array is IN (an empty
 * one matches nothing), `not` a value includes null. `undefined` is refused, as it would silently widen the result; one
 * end of a range may be undefined.
 */
export type Where<E> = { readonly [K in keyof E]?: E[K] | null | readonly NonNullable<E[K]>[] | Range<E[K]> | Condition<E[K]> };
