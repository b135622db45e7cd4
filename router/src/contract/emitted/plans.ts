import { parse } from 'graphql';
import { makeKnownPlans } from '../../planning/known-plans';
import { planInProcess, plannersHere } from '../../planning/plan-in-process';
import { readSupergraph } from '../../planning/supergraph-model';
import { filesBelow, readRepositoryFile } from '../repository';

/** `schema/plans.json`: how every document of `schema/operations` is answered, so that the router plans none of them while it serves. */
export function emittedPlans(supergraph: string): string {
  const model = readSupergraph(supergraph);
  const documents = filesBelow('schema/operations', '.graphql').map((file) => parse(readRepositoryFile(file) ?? '', { noLocation: true }));
  return `${JSON.stringify(makeKnownPlans(model, documents, planInProcess({ model, planners: plannersHere() })), null, 1)}\n`;
}
