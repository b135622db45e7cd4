import { parse } from 'graphql';
import { mergeRules } from '../authorization/merge-rules';
import type { SubgraphDefinition } from '../running/define-subgraph';
import type { AccessWorld, InternalSpecimen } from './access-specimens';

const DOCUMENT = parse('query PersonalDataPage($userId: ID!) { personalDataPage(userId: $userId) { file rows next } }');

/** The internal operation that the kit adds where there are rows of people. */
export function personalDataSpecimens<W extends AccessWorld>({ features }: SubgraphDefinition): Readonly<Record<string, InternalSpecimen<W>>> {
  if (!mergeRules(features).roots.Query.personalDataPage) return {};
  return { 'Query.personalDataPage': { document: DOCUMENT, variables: ({ owner }) => ({ userId: owner.id }) } };
}
