import type { AppError } from '@sangam/kit/errors/app-error';
import { Kind, parse, type DocumentNode, type FieldNode, type GraphQLFormattedError, type SelectionSetNode } from 'graphql';

/**
 * The answer of a fetch that failed as a whole: one error for each field that is null because of it, so that a client
 * sees where. Of a list of entities the first one stands for all.
 */
export function failedFetch(error: AppError, query: DocumentNode | string, requestId?: string): { data: null; errors: GraphQLFormattedError[] } {
  const extensions = { ...error.extensions, ...(requestId !== undefined && { requestId }) };
  return { data: null, errors: nullPaths(typeof query === 'string' ? parse(query) : query).map((path) => ({ message: error.message, path, extensions })) };
}

function nullPaths(document: DocumentNode): (string | number)[][] {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return fieldsOf(operation?.selectionSet).flatMap((root) => {
    if (root.name.value !== '_entities') return [[keyOf(root)]];
    return [...new Set(fieldsOf(root.selectionSet).map(keyOf))].map((key) => ['_entities', 0, key]);
  });
}

function fieldsOf(selections: SelectionSetNode | undefined): FieldNode[] {
  return (selections?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename' ? [] : [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet) : [];
  });
}

function keyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}
