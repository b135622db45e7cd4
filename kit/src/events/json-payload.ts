/**
 * `P` itself where it comes out of JSON as it went in, with `never` in place of what does not: a `Date` becomes text, a
 * `Map` becomes `{}`, a `bigint` throws. For parameters: `<P extends JsonPayload<P>>`. Interfaces are taken as they are;
 * absent properties stay absent.
 */
export type JsonPayload<P> = { [K in keyof P]: JsonPart<P[K]> };

type JsonPart<T> = T extends string | number | boolean | null | undefined ? T : T extends (...args: never[]) => unknown ? never : T extends object ? JsonPayload<T> : never;
