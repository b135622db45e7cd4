import { internalOnly } from '../authorization/basic-rules';
import { defineRules } from '../authorization/rules';
import { userDeleted } from '../events/user-deleted';
import { defineFeature, type FeatureDefinition } from '../running/define-feature';
import { erasePerson, erasePersonJob } from './erase-person';
import { PersonalDataResolver } from './personal-data.resolver';
import { rememberPersonalRows } from './personal-rows';

/** What the kit adds to a subgraph whose features declare `personalData`: it hands a person's rows over, and erases them. */
export function personalDataFeatures(subgraph: string, features: readonly FeatureDefinition[]): readonly FeatureDefinition[] {
  const rows = features.flatMap(({ personalData = [] }) => personalData);
  rememberPersonalRows(subgraph, rows);
  if (rows.length === 0) return [];
  // Whoever records the event has erased its own rows in that transaction.
  const isSource = userDeleted.type.startsWith(`${subgraph}.`);
  return [defineFeature({
    name: 'personal-data',
    resolvers: [PersonalDataResolver],
    rules: defineRules({ Query: { personalDataPage: internalOnly }, types: { PersonalDataPage: 'open' }, reads: { Query: { personalDataPage: 'nothing' } } }),
    jobs: [erasePersonJob(subgraph)],
    handlers: isSource ? [] : [erasePerson],
  })];
}
