import type { AppError } from '@sangam/kit/errors/app-error';
import { Kind, type DocumentNode, type FieldNode, type GraphQLFormattedError, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../planning/conditions';

/**
 * The answer of a fetch that failed as a whole: one error for each field that is null because of it, so that a client
 * sees where. Of a list of entities the first one stands for all.
 */
export function failedFetch(error: AppError, document: DocumentNode, requestId?: string): { data: null; errors: GraphQLFormattedError[] } {
  const extensions = { ...error.extensions, ...(requestId !== undefined && { requestId }) };
  return { data: null, errors: nullPaths(document).map((path) => ({ message: error.message, path, extensions })) };
}

function nullPaths(document: DocumentNode): (string | number)[][] {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const fragments = fragmentsOf(document);
  return fieldsOf(operation?.selectionSet, fragments).flatMap((root) => {
    if (root.name.value !== '_entities') return [[keyOf(root)]];
    return [...new Set(fieldsOf(root.selectionSet, fragments).map(keyOf))].map((key) => [keyOf(root), 0, key]);
  });
}

function fieldsOf(selections: SelectionSetNode | undefined, fragments: ReturnType<typeof fragmentsOf>): FieldNode[] {
  return (selections?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename' ? [] : [selection];
    const { selectionSet } = selection.kind === Kind.INLINE_FRAGMENT ? selection : (fragments.get(selection.name.value) ?? {});
    return fieldsOf(selectionSet, fragments);
  });
}

function keyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}
