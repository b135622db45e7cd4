/** A field of the logical graph, wherever it is defined. */
export interface FieldPlan {
  readonly name: string;
  /** As written: `[Product!]!`. */
  readonly type: string;
  /** The type inside of lists and exclamation marks. */
  readonly named: string;
  /** As written, with parentheses, or nothing. */
  readonly args: string;
  /** Arguments as a field set may give them, with parentheses, or nothing. */
  readonly sampleArgs: string;
  /** Types that its arguments name. */
  readonly inputs: readonly string[];
}

export interface KeyPlan {
  /** The field set. */
  readonly text: string;
  readonly fields: readonly FieldPlan[];
  /** Fields inside of the key's objects, by their type. */
  readonly nested: Readonly<Record<string, readonly string[]>>;
}

export interface EntityPlan {
  readonly kind: 'entity';
  readonly name: string;
  /** The subgraph with all the keys. */
  readonly home: string;
  readonly keys: readonly KeyPlan[];
  /** Subgraphs that know it only by an interface object. */
  readonly absentFrom: Set<string>;
}

export interface InterfacePlan {
  readonly kind: 'interface';
  readonly name: string;
  readonly members: readonly string[];
  /** What its members have in common. */
  readonly fields: FieldPlan[];
  /** The subgraph that defines all of them; of an entity interface the one with the key. */
  readonly home: string;
  /** Subgraphs that know it as an interface object. */
  readonly objectIn: ReadonlySet<string>;
}

export interface ValuePlan {
  readonly kind: 'value';
  readonly name: string;
  readonly fields: FieldPlan[];
}

export type TypePlan =
  | EntityPlan
  | InterfacePlan
  | ValuePlan
  | { readonly kind: 'union'; readonly name: string; readonly members: readonly string[] }
  | { readonly kind: 'enum'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'input'; readonly name: string; readonly body: string; readonly inputs: readonly string[] }
  | { readonly kind: 'scalar'; readonly name: string };

export type TypePlans = ReadonlyMap<string, TypePlan>;

export const BUILT_IN = ['String', 'Int', 'Float', 'Boolean', 'ID'];

export const isLeafName = (plans: TypePlans, name: string): boolean => BUILT_IN.includes(name) || ['enum', 'scalar'].includes(plans.get(name)?.kind ?? '');
