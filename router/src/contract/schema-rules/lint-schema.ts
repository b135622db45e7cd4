import { describesEverything } from './descriptions';
import { compositionHidesNoClash } from './hints';
import type { LintedGraph, SchemaRule } from './linted-graph';
import { mutationsBeginWithVerbs, mutationsReturnTheChanged, mutationsTakeOneInput, queriesAreNouns } from './operations';
import { foreignPartsAreNullable, scalarsAreTheKits, typesHaveOneOwner } from './ownership';
import { typesAreReachable } from './reachable';
import { connectionsAreComplete, deprecationsHaveDates, enumValuesScream, moneyIsExact, inputListsHoldNoNulls, payloadsCarryChanges, referencesAreObjects } from './shapes';
import { namesAreSpecific } from './specific-names';

const RULES: readonly SchemaRule[] = [
  compositionHidesNoClash, typesHaveOneOwner, foreignPartsAreNullable, scalarsAreTheKits, typesAreReachable,
  describesEverything, namesAreSpecific, queriesAreNouns, mutationsBeginWithVerbs, mutationsTakeOneInput, mutationsReturnTheChanged,
  enumValuesScream, connectionsAreComplete, payloadsCarryChanges, deprecationsHaveDates, referencesAreObjects, moneyIsExact, inputListsHoldNoNulls,
];

/** What the graph does against the rules of the contract, one sentence each. */
export function lintSchema(graph: LintedGraph): string[] {
  return RULES.flatMap((rule) => rule(graph));
}
