import { Kind, parse, TokenKind, type OperationDefinitionNode, type Token } from 'graphql';
import { filesBelow, readRepositoryFile } from '../repository';
import type { Covering } from './covering';

/** A written document of the contract. */
export interface ContractDocument extends Covering {
  readonly document: string;
  readonly file: string;
}

/** Documents of `schema/operations/<subgraph>/<feature>.graphql` and `schema/internal/<subgraph>.graphql`. */
export function loadDocuments(): ContractDocument[] {
  const files = [...filesBelow('schema/operations', '.graphql'), ...filesBelow('schema/internal', '.graphql')];
  return files.flatMap((file) => parseDocuments(file, readRepositoryFile(file) ?? ''));
}

/** @throws Error for an operation without a name. */
export function parseDocuments(file: string, text: string): ContractDocument[] {
  const [, area, ...rest] = file.split('/');
  const subgraph = (rest[0] ?? '').replace(/\.graphql$/, '');
  return parse(text).definitions.filter((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION).map((operation) => {
    const name = operation.name?.value;
    if (!name) throw new Error(`${file} holds an operation without a name.`);
    const kind = area === 'internal' ? 'internal' : operation.operation === 'subscription' ? 'stream' : 'operation';
    return { kind, subgraph, target: rootFields(operation), document: name, executedAs: name, covers: coversAbove(operation.loc?.startToken), file };
  });
}

function rootFields({ operation, selectionSet }: OperationDefinitionNode): string {
  const root = operation.charAt(0).toUpperCase() + operation.slice(1);
  return selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [`${root}.${selection.name.value}`] : [])).join(' ');
}

/** Rows named by `# covers: …` in the comment that stands directly above an operation. */
function coversAbove(start: Token | undefined): string[] {
  const rows: string[] = [];
  for (let token = start?.prev; token?.kind === TokenKind.COMMENT; token = token.prev) {
    const named = /^\s*covers:\s*(.*)$/.exec(token.value)?.[1];
    if (named !== undefined) rows.unshift(...named.split(/\s+/).filter(Boolean));
  }
  return rows;
}

/** Names are shared by typed documents, trusted documents and logs: each stands for one document. */
export function repeatedNames(documents: readonly ContractDocument[]): string[] {
  return documents.flatMap(({ document, file }, index) => {
    const first = documents.findIndex((other) => other.document === document);
    return first < index ? [`The document ${document} is written in ${documents[first]?.file} and in ${file}.`] : [];
  });
}
