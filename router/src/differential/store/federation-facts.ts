import { Kind, parse, type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, type SelectionSetNode } from 'graphql';

export interface FieldFacts {
  readonly external: boolean;
  readonly requires?: SelectionSetNode;
  readonly provides?: SelectionSetNode;
  readonly override?: { readonly from: string; readonly label?: string };
}

export interface TypeFacts {
  readonly keys: readonly SelectionSetNode[];
  readonly interfaceObject: boolean;
  readonly fields: ReadonlyMap<string, FieldFacts>;
}

/** What federation's directives say in the schema of one subgraph, by type. */
export function federationFacts(document: DocumentNode): ReadonlyMap<string, TypeFacts> {
  const facts = new Map<string, TypeFacts>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const directives = node.directives ?? [];
    facts.set(node.name.value, {
      keys: directives.filter(({ name }) => name.value === 'key').map((key) => fieldSet(textArgument(key, 'fields') ?? '')),
      interfaceObject: directives.some(({ name }) => name.value === 'interfaceObject'),
      fields: new Map(node.fields?.map((field) => [field.name.value, fieldFacts(field)])),
    });
  }
  return facts;
}

function fieldFacts({ directives = [] }: FieldDefinitionNode): FieldFacts {
  const named = (name: string) => directives.find((directive) => directive.name.value === name);
  const [requires, provides, override] = [named('requires'), named('provides'), named('override')];
  return {
    external: named('external') !== undefined,
    ...(requires && { requires: fieldSet(textArgument(requires, 'fields') ?? '') }),
    ...(provides && { provides: fieldSet(textArgument(provides, 'fields') ?? '') }),
    ...(override && { override: { from: textArgument(override, 'from') ?? '', label: textArgument(override, 'label') } }),
  };
}

function textArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

/** The selection behind the text of a `FieldSet`. */
export function fieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a field set: ${text}`);
  return operation.selectionSet;
}
