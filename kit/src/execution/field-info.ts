import type { FieldNode, FragmentDefinitionNode, GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Execution } from './execution';
import type { FieldPlan } from './field-plan';
import { pathTo, type Place } from './place';

/** The fourth argument of resolvers. It is made for each call and rarely read, so it works out what it is asked. */
export class FieldInfo implements GraphQLResolveInfo {
  private knownPath: GraphQLResolveInfo['path'] | undefined;

  constructor(private readonly execution: Execution, private readonly field: FieldPlan, private readonly at: Place | null) {}

  get fieldName(): string {
    return this.field.definition.name;
  }

  get fieldNodes(): readonly FieldNode[] {
    return this.field.nodes;
  }

  get returnType(): GraphQLOutputType {
    return this.field.definition.type;
  }

  get parentType(): GraphQLObjectType {
    return this.field.parentType;
  }

  get path(): GraphQLResolveInfo['path'] {
    return (this.knownPath ??= { prev: pathTo(this.at), key: this.field.key, typename: this.field.parentType.name });
  }

  get schema(): GraphQLSchema {
    return this.field.plan.schema;
  }

  get fragments(): Record<string, FragmentDefinitionNode> {
    return this.field.plan.fragments;
  }

  get rootValue(): unknown {
    return this.execution.rootValue;
  }

  get operation(): OperationDefinitionNode {
    return this.field.plan.operation;
  }

  get variableValues(): Record<string, unknown> {
    return this.execution.variables;
  }
}
