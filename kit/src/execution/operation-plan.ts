import {
  Kind, OperationTypeNode,
  type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLObjectType, type GraphQLSchema, type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields';
import { directEntities, isDirectEntities } from './direct-entities';
import { Execution, type ExecutionValues, type ObjectWriter, type OperationResult } from './execution';
import { FieldPlan, type FieldPosition } from './field-plan';
import { objectWriter, type WrittenField } from './object-writer';

export interface PlannedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly rootType: GraphQLObjectType;
}

/** An operation as it runs under certain values of the variables that include and skip. */
export class OperationPlan {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode> = Object.create(null) as Record<string, FragmentDefinitionNode>;
  private readonly writers: readonly ObjectWriter[];
  private argsNumbered = 0;

  /** @throws GraphQLError where such a value is missing. */
  constructor({ schema, document, operation, rootType }: PlannedOperation, private readonly conditions: Readonly<Record<string, unknown>>) {
    this.schema = schema;
    this.operation = operation;
    for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments[definition.name.value] = definition;
    const selected = collectFields(schema, this.fragments, conditions, rootType, operation.selectionSet);
    const fields = this.written(rootType, selected);
    const serial = operation.operation === OperationTypeNode.MUTATION && fields.length > 0;
    this.writers = serial ? fields.map((field) => objectWriter([field])) : [objectWriter(fields)];
  }

  run(values: ExecutionValues): OperationResult | Promise<OperationResult> {
    return new Execution(this.writers, values).start();
  }

  /** The selection below a field for one of the types it may answer. */
  writerOf(type: GraphQLObjectType, nodes: readonly FieldNode[]): ObjectWriter {
    return objectWriter(this.written(type, collectSubfields(this.schema, this.fragments, this.conditions, type, nodes)));
  }

  /** A number for the arguments of a field. */
  numberArgs(): number {
    return this.argsNumbered++;
  }

  private written(parentType: GraphQLObjectType, selected: ReadonlyMap<string, readonly FieldNode[]>): WrittenField[] {
    return [...selected].flatMap(([key, nodes]) => this.writtenField({ parentType, key, nodes: nodes as FieldPosition['nodes'] }));
  }

  private writtenField(position: FieldPosition): WrittenField[] {
    const { key, parentType } = position;
    const [{ name }] = position.nodes;
    if (name.value === '__typename') return [{ key, field: null, typeName: parentType.name }];
    const definition = parentType.getFields()[name.value];
    if (!definition) return [];
    const field = new FieldPlan(this, definition, position);
    return [{ key, field, direct: isDirectEntities(field) ? directEntities(field) : undefined }];
  }
}
