import { Kind, type DefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';
import { keyFieldsOf } from '../emitted/entity-keys';
import { BARE_NAMES, OWNED_BARE_NAMES } from './bare-names';
import type { LintedSubgraph, SchemaRule } from './linted-graph';

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);
const DERIVED = /^(?:Create|Update|Delete|Add|Set|Submit)?([A-Z]\w*?)(?:Connection|Edge|Filter|OrderField|Order|Input|Payload|Result|Status|Type)?$/;

/** No bare name as a type, as the stem of a type, as a root field, or as a field contributed to another's entity. */
export const namesAreSpecific: SchemaRule = ({ subgraphs, kitTypes }) => subgraphs.flatMap((subgraph) =>
  subgraph.document.definitions.flatMap((definition) => {
    if (!('name' in definition) || !definition.name || kitTypes.has(definition.name.value)) return [];
    return [...bareType(subgraph, definition.name.value), ...(isObject(definition) ? bareFields(subgraph, definition) : [])];
  }));

function bareType({ name: subgraph }: LintedSubgraph, type: string): string[] {
  if (ROOTS.has(type)) return [];
  const instead = insteadOf(subgraph, type) ?? insteadOf(subgraph, DERIVED.exec(type)?.[1] ?? '');
  return instead === undefined ? [] : [`${type} (${subgraph}) is a bare name that several domains claim: ${instead}.`];
}

function bareFields(subgraph: LintedSubgraph, type: ObjectTypeDefinitionNode): string[] {
  const name = type.name.value;
  const keys = keyFieldsOf(type);
  if (!ROOTS.has(name) && (keys.length === 0 || subgraph.owns.has(name))) return [];
  return (type.fields ?? []).map((field) => field.name.value).filter((field) => !keys.includes(field)).flatMap((field) => {
    const instead = insteadOf(subgraph.name, nounOf(field, name === 'Mutation'));
    return instead === undefined ? [] : [`${name}.${field} (${subgraph.name}) is a bare name that several domains claim: ${instead}.`];
  });
}

/** `goals`, `myGoals` → `Goal`; of mutations `deleteGoal` → `Goal`. */
function nounOf(field: string, isMutation: boolean): string {
  const noun = isMutation ? field.replace(/^[a-z]+(?=[A-Z])/, '') : field.replace(/^my(?=[A-Z])/, '');
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}

function insteadOf(subgraph: string, name: string): string | undefined {
  for (const candidate of [name, name.replace(/ies$/, 'y'), name.replace(/s$/, '')]) {
    const owned = OWNED_BARE_NAMES.get(candidate);
    if (owned && owned.subgraph !== subgraph) return owned.instead;
    const instead = BARE_NAMES.get(candidate);
    if (instead !== undefined) return instead;
  }
  return undefined;
}

function isObject(definition: DefinitionNode): definition is ObjectTypeDefinitionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION;
}
