import { getOperationAST, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { AppError } from '@sangam/kit/errors/app-error';
import { OPERATION_NOT_FOUND } from '@sangam/kit/errors/codes';

/** The operation to run, or the refusal when the name fits none, or is missing and there are several. */
export function selectOperation(document: DocumentNode, operationName?: string | null): OperationDefinitionNode | AppError {
  return getOperationAST(document, operationName || null) ?? new AppError(OPERATION_NOT_FOUND);
}
