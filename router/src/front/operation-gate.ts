import type { Viewer } from '@sangam/kit/authorization/viewer';
import { AppError } from '@sangam/kit/errors/app-error';
import { BAD_REQUEST, errorCode, RATE_LIMITED } from '@sangam/kit/errors/codes';
import type { GraphQLError, GraphQLFormattedError, GraphQLSchema, OperationTypeNode } from 'graphql';
import { isPromise } from '../execution/run';
import { publicError, type Asker } from '../gateway/answer';
import type { GraphOperation } from '../gateway/gateway';
import type { DocumentReader } from '../guard/parse';
import type { QueryGuard } from '../guard/query-guard';
import { variableErrors } from '../guard/variables';
import { selectOperation } from '../guard/select-operation';
import type { GraphqlRequest } from './graphql-request';
import type { RateOutcome } from '../limits/buckets';
import type { RateLimiter } from '../limits/rate-limiter';

export interface Admitted {
  readonly operation: GraphOperation;
  readonly kind: OperationTypeNode;
  readonly headers: Readonly<Record<string, string>>;
}

/** Refused before execution. */
export interface Refused {
  readonly status: number;
  readonly errors: readonly GraphQLFormattedError[];
  readonly headers: Readonly<Record<string, string>>;
}

export interface OperationGateOptions {
  readonly reader: DocumentReader;
  readonly guard: QueryGuard;
  readonly limiter: RateLimiter;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly maxErrors: number;
}

/** The one way in for HTTP, WebSocket and event streams: read, guarded, counted. */
export class OperationGate {
  constructor(private readonly options: OperationGateOptions) {}

  /** At once where the limiter need not ask anybody. */
  admit(request: GraphqlRequest, viewer: Viewer): Admitted | Refused | Promise<Admitted | Refused> {
    const { reader, guard, limiter, introspection } = this.options;
    if (request.query === null) return refused([new AppError(BAD_REQUEST)], viewer);
    const read = reader.read(request.query);
    if ('errors' in read) return refused(read.errors, viewer);
    const { document } = read;
    const { operationName } = request;
    const { variables } = request;
    const refusals = guard({ document, operationName, variables, introspection });
    const selected = selectOperation(document, operationName);
    if (selected instanceof AppError) return refused([selected], viewer);
    const reasons = refusals.length > 0 ? refusals : variableErrors(selected, variables, this.options);
    if (reasons.length > 0) return refused(reasons, viewer);
    const outcome = limiter.consume({ viewer, rootFields: guard.rootFields(document, operationName), isAdmin: viewer.platformRoles.includes('ADMIN') });
    const counted = ({ allowed, headers }: RateOutcome): Admitted | Refused => {
      if (!allowed) return refused([new AppError(RATE_LIMITED, { retryAfter: Number(headers['Retry-After'] ?? 1) })], viewer, headers);
      return { operation: { document, operationName, variables }, kind: selected.operation, headers };
    };
    return isPromise(outcome) ? outcome.then(counted) : counted(outcome);
  }
}

/** Errors raised before execution, with the status of the first one's code. */
export function refused(errors: readonly GraphQLError[], asker: Asker, headers: Readonly<Record<string, string>> = {}): Refused {
  const status = errorCode(String(errors[0]?.extensions.code))?.status ?? 400;
  return { status, headers, errors: errors.map((error) => publicError(error.toJSON(), asker)) };
}
