import { defaultFieldResolver, visit, type FieldNode, type GraphQLField, type GraphQLFieldResolver, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { getArgumentValues } from 'graphql/execution/values';
import type { Execution } from './execution';
import { FieldInfo } from './field-info';
import type { OperationPlan } from './operation-plan';
import type { Place } from './place';
import { Slot } from './slot';

export interface FieldPosition {
  readonly parentType: GraphQLObjectType;
  /** The alias, or the field's name. */
  readonly key: string;
  /** Every place of the document that selects this key here. */
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
}

/** A selected field of an object type: what is known of it before an operation runs. */
export class FieldPlan {
  readonly parentType: GraphQLObjectType;
  readonly key: string;
  readonly nodes: FieldPosition['nodes'];
  readonly slot: Slot;
  /** Null where the property of the parent object answers. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | null;
  private readonly fixedArgs: Record<string, unknown> | null;
  private readonly argsIndex: number;

  constructor(readonly plan: OperationPlan, readonly definition: GraphQLField<unknown, unknown>, { parentType, key, nodes }: FieldPosition) {
    this.parentType = parentType;
    this.key = key;
    this.nodes = nodes;
    this.resolve = definition.resolve && definition.resolve !== defaultFieldResolver ? definition.resolve : null;
    this.fixedArgs = this.argsWithoutVariables();
    this.argsIndex = plan.numberArgs();
    this.slot = new Slot(this, definition.type);
  }

  /**
   * Arguments of one call. They are worked out once per execution, or once for all; each call gets its own object.
   * @throws GraphQLError for a value that does not fit.
   */
  args(execution: Execution): Record<string, unknown> {
    const args = this.fixedArgs ?? (execution.args[this.argsIndex] ??= getArgumentValues(this.definition, this.nodes[0], execution.variables));
    return { ...args };
  }

  /** `at`: the place of the parent object; null for the root. */
  info(execution: Execution, at: Place | null): GraphQLResolveInfo {
    return new FieldInfo(execution, this, at);
  }

  private argsWithoutVariables(): Record<string, unknown> | null {
    let fixed = true;
    visit(this.nodes[0], { SelectionSet: () => false, Variable: () => void (fixed = false) });
    try {
      return fixed ? getArgumentValues(this.definition, this.nodes[0]) : null;
    } catch {
      // Said by each call, at its place.
      return null;
    }
  }
}
