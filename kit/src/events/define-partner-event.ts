import type { JsonPayload } from './json-payload';

/** Something that partners can be told by a webhook. Listed by a feature's manifest in `partnerEvents`; part of the product's public contract. */
export interface PartnerEventDefinition<D> {
  /** `<subgraph>.<noun>.<past verb>`, as partners read and filter it. */
  readonly type: string;
  /** What happened, and who is told, in one or two sentences. */
  readonly description: string;
  /** What `data` looks like. */
  readonly example: D;
}

/** @throws Error for a type that is not `<subgraph>.<noun>.<past verb>`. */
export function definePartnerEvent<D extends JsonPayload<D>>(event: PartnerEventDefinition<D>): PartnerEventDefinition<D> {
  if (!/^[a-z]+(\.[a-z][a-z-]*){2}$/.test(event.type)) throw new Error(`The partner event ${event.type} is not <subgraph>.<noun>.<past verb>.`);
  return Object.freeze({ ...event });
}
