import { getNamedType, isCompositeType, isListType, isNonNullType, print, type FieldNode, type GraphQLField, type GraphQLOutputType } from 'graphql';

/**
 * Names under which values are fetched and merged, whatever a client calls them. A field without arguments goes by its own
 * name where a client asks for it once, everything else by a name of its own for each name and each set of arguments that
 * the client uses. So no alias of a client can stand where a planner expects a key or the input of a computed field, one field asked
 * with two sets of arguments never meets itself, and what a client asks for twice is asked for twice.
 */
export class InternalNames {
  private readonly assigned = new Map<string, string>();
  private readonly byNode = new Map<FieldNode, string>();
  private readonly taken: Set<string>;

  constructor(fieldNames: ReadonlySet<string>) {
    this.taken = new Set(fieldNames);
  }

  /** Names a field of an operation. `field`: as the type says that the selection stands on. */
  give(node: FieldNode, field: GraphQLField<unknown, unknown>): string {
    const known = this.byNode.get(node);
    if (known !== undefined) return known;
    const name = node.name.value;
    const identity = `${node.alias?.value ?? name}:${name}(${field.args.length === 0 ? '' : argumentsOf(node)})${shapeOf(field.type)}`;
    const given = this.assigned.get(identity) ?? this.free(name, field.args.length === 0);
    this.assigned.set(identity, given);
    this.byNode.set(node, given);
    return given;
  }

  /** The name that a field was given; null for `__typename`, the schema's own fields and what is not selected. */
  of(node: FieldNode): string | null {
    return this.byNode.get(node) ?? null;
  }

  private free(name: string, isPlain: boolean): string {
    const plain = `${name}:`;
    if (isPlain && !this.assigned.has(plain)) {
      this.assigned.set(plain, name);
      return name;
    }
    let number = 1;
    while (this.taken.has(`${name}__${number}`)) number += 1;
    this.taken.add(`${name}__${number}`);
    return `${name}__${number}`;
  }
}

function argumentsOf(node: FieldNode): string {
  return (node.arguments ?? []).map((argument) => print(argument)).sort().join(',') || '-';
}

/** Two fields may share a name in one selection only where their values have the same shape; what is inside objects is named on its own. */
function shapeOf(type: GraphQLOutputType): string {
  if (isNonNullType(type)) return `${shapeOf(type.ofType)}!`;
  if (isListType(type)) return `[${shapeOf(type.ofType)}]`;
  return isCompositeType(getNamedType(type)) ? '' : String(type);
}
