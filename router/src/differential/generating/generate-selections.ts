import {
  getNamedType, isAbstractType, isCompositeType, isLeafType, isObjectType, isRequiredArgument, isUnionType, type GraphQLCompositeType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema,
} from 'graphql';
import type { Random } from '../random';
import { FIELD_NAMES, KEY_NAMES } from './names';
import type { OperationVariables } from './operation-variables';

interface Used {
  readonly signature: string;
  readonly parent: GraphQLCompositeType;
  readonly type: string;
  readonly inner: Scope;
}

/** What response names stand for in one place of the answer. */
type Scope = Map<string, Used>;

/** Writes the selections of one operation and the fragments that they need. */
export class SelectionWriter {
  readonly fragments = new Map<string, { readonly type: string; readonly text: string }>();
  private budget: number;

  constructor(private readonly schema: GraphQLSchema, private readonly random: Random, private readonly variables: OperationVariables) {
    this.budget = random.chance(0.1) ? 50 : random.between(4, 24);
  }

  /** With braces. */
  set(parent: GraphQLCompositeType, depth: number, scope: Scope = new Map()): string {
    const count = this.random.between(1, depth === 0 ? 3 : 4);
    const parts = Array.from({ length: count }, () => this.selection(parent, depth, scope)).filter((part) => part !== undefined);
    return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
  }

  private selection(parent: GraphQLCompositeType, depth: number, scope: Scope): string | undefined {
    const { random } = this;
    const roll = random.next();
    this.budget -= 1;
    if (this.budget < 0 || depth > 7) return this.typename(parent, scope);
    if (isUnionType(parent) ? roll < 0.75 : roll < 0.2 && depth > 0) return this.fragment(parent, depth, scope);
    if (isUnionType(parent) || roll > 0.92) return this.typename(parent, scope);
    const fields = Object.values(parent.getFields()).filter((field) => isLeafType(getNamedType(field.type)) || depth < 6);
    const field = random.maybe(fields);
    if (!field) return this.typename(parent, scope);
    const first = this.field(parent, field, { depth, scope });
    const again = field.args.length > 0 && random.chance(0.3) ? this.field(parent, field, { depth, scope }) : undefined;
    return [first, again].filter((text) => text !== undefined).join(' ') || undefined;
  }

  private typename(parent: GraphQLCompositeType, scope: Scope): string | undefined {
    const name = this.random.chance(0.4) ? this.random.pick([...KEY_NAMES, ...FIELD_NAMES]) : '__typename';
    if (!this.mayUse(scope, name, { signature: '__typename', parent, type: 'String!', inner: new Map() })) return undefined;
    return `${name === '__typename' ? '' : `${name}: `}__typename${this.directives()}`;
  }

  private field(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>, { depth, scope }: { depth: number; scope: Scope }): string | undefined {
    const args = this.args(field);
    const name = this.responseName(parent, field);
    const used: Used = { signature: `${field.name}${args}`, parent, type: String(field.type), inner: scope.get(name)?.inner ?? new Map<string, Used>() };
    if (!this.mayUse(scope, name, used)) return undefined;
    const named = getNamedType(field.type);
    const inner = isCompositeType(named) ? ` ${this.set(named, depth + 1, used.inner)}` : '';
    return `${name === field.name ? '' : `${name}: `}${field.name}${args}${this.directives()}${inner}`;
  }

  /** The field's own, or the name of some other field: a key, something required, a neighbour. */
  private responseName(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): string {
    if (!this.random.chance(0.35)) return field.name;
    const neighbours = isUnionType(parent) ? [] : Object.keys(parent.getFields());
    return this.random.pick(this.random.chance(0.5) && neighbours.length > 0 ? neighbours : this.random.chance(0.5) ? KEY_NAMES : FIELD_NAMES);
  }

  /** One name may stand for different fields on object types that exclude each other. */
  private mayUse(scope: Scope, name: string, used: Used): boolean {
    const known = scope.get(name);
    if (!known) return scope.set(name, used) === scope;
    if (known.signature === used.signature && known.type === used.type) return true;
    return isObjectType(known.parent) && isObjectType(used.parent) && known.parent !== used.parent && known.type === used.type;
  }

  private args(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.filter((arg) => isRequiredArgument(arg) || this.random.chance(0.6));
    if (given.length === 0) return '';
    return `(${this.random.shuffle(given).map((arg) => `${arg.name}: ${this.variables.inputs.literal(arg.type, arg.defaultValue !== undefined)}`).join(', ')})`;
  }

  private directives(): string {
    if (!this.random.chance(0.15)) return '';
    const names = this.random.shuffle(['skip', 'include']).slice(0, this.random.chance(0.2) ? 2 : 1);
    return names.map((name) => ` @${name}(if: ${this.variables.condition()})`).join('');
  }

  private fragment(parent: GraphQLCompositeType, depth: number, scope: Scope): string {
    const condition = this.random.pick(this.overlapping(parent));
    if (!this.random.chance(0.35)) {
      const isBare = condition === parent && this.random.chance(0.5);
      return `...${isBare ? '' : ` on ${condition.name}`}${this.directives()} ${this.set(condition, depth + 1, scope)}`;
    }
    const known = [...this.fragments].filter(([, { type }]) => type === condition.name);
    const reused = this.random.chance(0.5) ? this.random.maybe(known) : undefined;
    if (reused) return `...${reused[0]}${this.directives()}`;
    const text = this.set(condition, depth + 1, scope);
    const name = `F${this.fragments.size}`;
    this.fragments.set(name, { type: condition.name, text });
    return `...${name}${this.directives()}`;
  }

  private overlapping(parent: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = this.possible(parent);
    const types = Object.values(this.schema.getTypeMap()).filter((type): type is GraphQLCompositeType => isCompositeType(type) && !type.name.startsWith('__'));
    const near = types.filter((type) => type !== parent && this.possible(type).some((object) => possible.includes(object)));
    return [parent, ...near, ...near.filter(isObjectType)];
  }

  private possible(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
  }
}
