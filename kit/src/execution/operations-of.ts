import { GraphQLError, NoSchemaIntrospectionCustomRule, getOperationAST, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema, type OperationTypeNode } from 'graphql';
import { GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_NOT_FOUND, type ErrorCode } from '../errors/codes';
import { compileOperation, type CompiledOperation } from './compile-operation';

/** An operation that is valid and ready to run. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly type: OperationTypeNode;
  readonly run: CompiledOperation;
}

/** A document that is not executed; each error carries the code. */
export class RefusedDocument extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(readonly code: ErrorCode, mistakes: readonly GraphQLError[]) {
    super(code.message);
    this.name = 'RefusedDocument';
    this.errors = mistakes.map(({ message, nodes, source, positions }) => new GraphQLError(message, { nodes, source, positions, extensions: { code: code.code } }));
  }
}

/** The operations of one schema: parsed, validated and compiled when they first come, and remembered. */
export interface Operations {
  /** Remembered as long as the document itself. @throws RefusedDocument */
  ofDocument(document: DocumentNode, operationName?: string | null): PreparedOperation;
  /** The latest texts are remembered. @throws RefusedDocument */
  ofText(text: string, operationName?: string | null): PreparedOperation;
}

const TEXTS_KEPT = 2_000;
/** Between parts of the product nobody asks for a schema; it is in the contract. */
const RULES = [...specifiedRules, NoSchemaIntrospectionCustomRule];

const known = new WeakMap<GraphQLSchema, Operations>();

/** The one cache of a schema's operations in this process. */
export function operationsOf(schema: GraphQLSchema): Operations {
  let operations = known.get(schema);
  if (!operations) known.set(schema, (operations = new OperationCache(schema)));
  return operations;
}

/** The operations of a valid document, by name. */
interface KnownDocument {
  readonly document: DocumentNode;
  readonly byName: Map<string | null, PreparedOperation>;
}

class OperationCache implements Operations {
  private readonly documents = new WeakMap<DocumentNode, KnownDocument>();
  private readonly texts = new Map<string, KnownDocument>();

  constructor(private readonly schema: GraphQLSchema) {}

  ofDocument(document: DocumentNode, operationName: string | null = null): PreparedOperation {
    return this.prepared(this.documents.get(document) ?? this.validated(document), operationName);
  }

  ofText(text: string, operationName: string | null = null): PreparedOperation {
    const found = this.texts.get(text) ?? this.validated(parsed(text));
    this.texts.delete(text);
    this.texts.set(text, found);
    if (this.texts.size > TEXTS_KEPT) this.texts.delete(this.texts.keys().next().value as string);
    return this.prepared(found, operationName);
  }

  private validated(document: DocumentNode): KnownDocument {
    const mistakes = validate(this.schema, document, RULES);
    if (mistakes.length > 0) throw new RefusedDocument(GRAPHQL_VALIDATION_FAILED, mistakes);
    const valid = { document, byName: new Map<string | null, PreparedOperation>() };
    this.documents.set(document, valid);
    return valid;
  }

  private prepared({ document, byName }: KnownDocument, operationName: string | null): PreparedOperation {
    const ready = byName.get(operationName);
    if (ready) return ready;
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new RefusedDocument(OPERATION_NOT_FOUND, [new GraphQLError(OPERATION_NOT_FOUND.message)]);
    const made = { document, type: operation.operation, run: compileOperation(this.schema, document, operationName ?? undefined) };
    byName.set(operationName, made);
    return made;
  }
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    throw new RefusedDocument(GRAPHQL_PARSE_FAILED, [error as GraphQLError]);
  }
}
