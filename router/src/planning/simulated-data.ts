import { Kind, print, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import type { SubgraphTypes } from './subgraph-types';
import type { TypeTable } from './type-table';

/** A field as it was, or is to be, asked for. */
export interface SimulatedField {
  readonly name: string;
  /** Text of its arguments, in the order of their names. */
  readonly args: string;
  /** Undefined for leaves. */
  readonly inner: SimulatedObject | undefined;
}

/** What a plan will have gathered at one place, for each object type that may stand there. */
export class SimulatedObject {
  readonly fields = new Map<string, Map<string, SimulatedField>>();

  constructor(readonly runtimeTypes: readonly string[]) {
    for (const type of runtimeTypes) this.fields.set(type, new Map());
  }
}

export interface Asking {
  readonly subgraph: string;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly types: TypeTable;
  readonly subgraphTypes: SubgraphTypes;
  /** Steps that may still be taken; below zero the simulation is given up. */
  readonly budget: { steps: number };
}

/** Two different fields would stand under one name. */
export class NamesClash extends Error {}

/** Adds what a subgraph is asked for to objects of these types. @throws NamesClash */
export function ask(target: SimulatedObject, runtimeTypes: readonly string[], { set, asking }: { readonly set: SelectionSetNode; readonly asking: Asking }): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) for (const type of runtimeTypes) askField(target, type, { node: selection, asking });
    else {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : asking.fragments.get(selection.name.value);
      const members = fragment?.typeCondition && asking.types.membersOf(fragment.typeCondition.name.value);
      if (fragment) ask(target, members ? runtimeTypes.filter((type) => members.has(type)) : runtimeTypes, { set: fragment.selectionSet, asking });
    }
  }
}

function askField(target: SimulatedObject, type: string, { node, asking }: { readonly node: FieldNode; readonly asking: Asking }): void {
  if ((asking.budget.steps -= 1) < 0) return;
  const key = node.alias?.value ?? node.name.value;
  const fields = target.fields.get(type);
  if (!fields) return;
  const args = argumentsOf(node);
  const known = fields.get(key);
  if (known && (known.name !== node.name.value || known.args !== args)) throw new NamesClash(`${known.name}(${known.args}) and ${node.name.value}(${args}) would both be ${type}.${key}`);
  const field = known ?? { name: node.name.value, args, inner: node.selectionSet && new SimulatedObject(runtimeTypesOf(type, node, asking)) };
  fields.set(key, field);
  if (field.inner && node.selectionSet) ask(field.inner, field.inner.runtimeTypes, { set: node.selectionSet, asking });
}

function runtimeTypesOf(type: string, node: FieldNode, { subgraph, subgraphTypes }: Asking): readonly string[] {
  const named = subgraphTypes.fieldType(subgraph, type, node.name.value);
  return named === undefined ? [] : subgraphTypes.runtimeTypes(subgraph, named);
}

export function argumentsOf(node: FieldNode): string {
  return (node.arguments ?? []).map((argument) => print(argument)).sort().join(', ');
}
