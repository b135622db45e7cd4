import { Kind, print, visit, type ArgumentNode, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import type { FieldStanding, SubgraphTypes } from './subgraph-types';
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
  /** Of the progressive overrides that hold. */
  readonly labels: ReadonlySet<string>;
  /** Steps that may still be taken; below zero the simulation is given up. */
  readonly budget: { steps: number };
}

export interface Asked {
  readonly set: SelectionSetNode;
  readonly asking: Asking;
  /** What the subgraph hands out here although it cannot answer it elsewhere. */
  readonly provided?: readonly SelectionSetNode[];
  /** Whether the objects are looked up by representations, which tell the subgraph what it requires. */
  readonly isLookup?: boolean;
}

/** What makes a plan wrong. */
export class WrongPlan extends Error {}

/** Adds what a subgraph is asked for to objects of these types. @throws WrongPlan */
export function ask(target: SimulatedObject, runtimeTypes: readonly string[], asked: Asked): void {
  for (const selection of asked.set.selections) {
    if (selection.kind === Kind.FIELD) for (const type of runtimeTypes) askField(target, type, { ...asked, node: selection });
    else {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : asked.asking.fragments.get(selection.name.value);
      const members = fragment?.typeCondition && asked.asking.types.membersOf(fragment.typeCondition.name.value);
      if (fragment) ask(target, members ? runtimeTypes.filter((type) => members.has(type)) : runtimeTypes, { ...asked, set: fragment.selectionSet });
    }
  }
}

function askField(target: SimulatedObject, type: string, asked: Asked & { readonly node: FieldNode }): void {
  const { node, asking } = asked;
  const fields = target.fields.get(type);
  if ((asking.budget.steps -= 1) < 0 || !fields) return;
  const key = node.alias?.value ?? node.name.value;
  const args = argumentsOf(node);
  const provided = (asked.provided ?? []).flatMap((set) => fieldsOfType(set, type, asking)).filter(({ name }) => name.value === node.name.value);
  const standing = checkedStanding(type, { ...asked, isProvided: provided.length > 0 });
  const known = fields.get(key);
  if (known && (known.name !== node.name.value || known.args !== args)) throw new WrongPlan(`${known.name}(${known.args}) and ${node.name.value}(${args}) would both be ${type}.${key}`);
  const field = known ?? { name: node.name.value, args, inner: node.selectionSet && new SimulatedObject(runtimeTypesOf(type, node, asking)) };
  fields.set(key, field);
  if (!field.inner || !node.selectionSet) return;
  const inside = [...provided.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : [])), ...(standing?.provides ? [standing.provides] : [])];
  ask(field.inner, field.inner.runtimeTypes, { set: node.selectionSet, asking, provided: inside });
}

/** @throws WrongPlan where the subgraph cannot answer the field at this place. */
function checkedStanding(type: string, { node, asking, provided, isProvided, isLookup }: Asked & { readonly node: FieldNode; readonly isProvided: boolean }): FieldStanding | undefined {
  const { value: name } = node.name;
  if (name.startsWith('__')) return undefined;
  const standing = asking.subgraphTypes.standing(asking.subgraph, { parent: type, name, labels: asking.labels });
  if (isProvided) return standing;
  if (!standing.resolvable) throw new WrongPlan(`${asking.subgraph} does not answer ${type}.${name} there`);
  if (standing.requires && !isLookup) {
    const told = new Set((provided ?? []).flatMap((set) => fieldsOfType(set, type, asking)).map((field) => field.name.value));
    const missing = fieldsOfType(standing.requires, type, asking).find((field) => !told.has(field.name.value));
    if (missing) throw new WrongPlan(`${asking.subgraph} is not told ${missing.name.value} for ${type}.${name}`);
  }
  return standing;
}

/** The fields of a selection that apply to a type, those of its fragments among them. */
export function fieldsOfType(set: SelectionSetNode, type: string, asking: Pick<Asking, 'fragments' | 'types'>): FieldNode[] {
  return set.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : asking.fragments.get(node.name.value);
    const condition = fragment?.typeCondition?.name.value;
    return fragment && (condition === undefined || asking.types.membersOf(condition).has(type)) ? fieldsOfType(fragment.selectionSet, type, asking) : [];
  });
}

function runtimeTypesOf(type: string, node: FieldNode, { subgraph, subgraphTypes }: Asking): readonly string[] {
  const named = subgraphTypes.fieldType(subgraph, type, node.name.value);
  return named === undefined ? [] : subgraphTypes.runtimeTypes(subgraph, named);
}

/** Planners write arguments and the fields of input objects in orders of their own. */
export function argumentsOf(node: FieldNode): string {
  return (node.arguments ?? []).map(sorted).sort().join(', ');
}

function sorted(node: ArgumentNode): string {
  return print(visit(node, { ObjectValue: { leave: (value) => ({ ...value, fields: [...value.fields].sort((left, right) => left.name.value.localeCompare(right.name.value)) }) } }));
}
