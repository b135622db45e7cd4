import { createHash } from 'node:crypto';
import { isUniqueViolation } from '../database/errors';
import { transaction } from '../database/run-transaction';
import type { Transaction } from '../database/transaction';
import { AppError, badInput, type AppErrorDetails } from '../errors/app-error';
import { errorCode, IDEMPOTENCY_KEY_REUSED } from '../errors/codes';
import type { SubgraphContext } from '../running/context';
import { Idempotency } from './idempotency.entity';
import { inputHash } from './input-hash';

export interface KeyedRequest {
  /** Root field of the operation. */
  readonly field: string;
  /** Whose keys these are where nobody is signed in, e.g. a partner's name; required then. */
  readonly scope?: string;
  /** Everything the client sent for it. */
  readonly input: unknown;
}

export interface Outcome {
  /** The entity that the request made or changed: the caller resolves it anew. */
  readonly entityId: string;
  /** Whether an earlier request with the key did it. */
  readonly repeated: boolean;
}

interface RequestKey {
  readonly viewerId: string;
  readonly field: string;
  readonly clientKey: string;
}

/**
 * Runs a transaction at most once for the client's `Idempotency-Key`: a repeat gets the first outcome, a refusal too; parallel
 * requests with one key have one effect. Without a key it is a plain transaction.
 * @throws AppError IDEMPOTENCY_KEY_REUSED for the same key with another input, BAD_USER_INPUT for a malformed key, and
 *   what `work` throws.
 */
export async function idempotent(ctx: SubgraphContext, request: KeyedRequest, work: (tx: Transaction) => Promise<{ readonly entityId: string }>): Promise<Outcome> {
  if (ctx.idempotencyKey === null) return { ...(await transaction(ctx, work)), repeated: false };
  const key = keyOf(ctx, request, ctx.idempotencyKey);
  const hash = inputHash({ organization: ctx.viewer.organizationId, input: request.input });
  const row = { ...key, inputHash: hash, entityId: null, refusal: null, createdAt: new Date(ctx.clock.now()) };
  const outcome = await transaction(ctx, (tx) => firstOrRepeat(tx, row, work)).catch(async (error: unknown) => {
    if (isLasting(error) && !ctx.job) await remember(ctx, { ...row, refusal: { code: error.definition.code, details: detailsOf(error) } });
    throw error;
  });
  return outcome instanceof Idempotency ? repeated(outcome, hash) : outcome;
}

/** Claiming the key comes first: a parallel request waits for this one's commit. */
async function firstOrRepeat(tx: Transaction, row: Idempotency, work: (tx: Transaction) => Promise<{ readonly entityId: string }>): Promise<Outcome | Idempotency> {
  const { viewerId, field, clientKey } = row;
  try {
    await tx.insert(Idempotency, row);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const earlier = await tx.findOne(Idempotency, { viewerId, field, clientKey });
    if (!earlier) throw error;
    return earlier;
  }
  const { entityId } = await work(tx);
  await tx.update(Idempotency, { viewerId, field, clientKey }, { entityId });
  return { entityId, repeated: false };
}

function repeated(earlier: Idempotency, hash: string): Outcome {
  if (earlier.inputHash !== hash) throw new AppError(IDEMPOTENCY_KEY_REUSED);
  if (earlier.entityId !== null) return { entityId: earlier.entityId, repeated: true };
  const definition = errorCode(earlier.refusal?.code ?? '');
  if (!definition) throw new Error(`The stored outcome of ${earlier.field} is neither an entity nor a known refusal.`);
  throw new AppError(definition, earlier.refusal?.details);
}

function keyOf(ctx: SubgraphContext, { field, scope }: KeyedRequest, clientKey: string): RequestKey {
  if (!/^[\x21-\x7e]{1,255}$/.test(clientKey)) throw badInput({ path: 'Idempotency-Key', reason: 'FORMAT', detail: '1 to 255 visible ASCII characters' });
  if (!ctx.viewer.userId && !scope) throw new Error(`${field} takes keyed requests without a signed-in person; it must name their scope.`);
  return { viewerId: ctx.viewer.userId ?? hashedScope(scope ?? ''), field, clientKey };
}

/** As long as a user id, and never one. */
function hashedScope(scope: string): string {
  return createHash('sha256').update(scope).digest('hex').slice(0, 36);
}

/** Refusals that time alone does not cure; signing in, waiting and a healthy server may cure the others. */
function isLasting(error: unknown): error is AppError {
  return error instanceof AppError && [400, 403, 404, 409, 410, 422].includes(error.definition.status);
}

function detailsOf(error: AppError): AppErrorDetails {
  const { fields, retryAfter, userMessage } = error.extensions as AppErrorDetails;
  return { fields, retryAfter, userMessage };
}

/** The refusal's own transaction is gone, so it is kept in another one; a parallel success goes before it. */
async function remember(ctx: SubgraphContext, row: Idempotency): Promise<void> {
  try {
    await transaction(ctx, (tx) => tx.insert(Idempotency, row));
  } catch (error) {
    if (!isUniqueViolation(error)) ctx.log.warn({ err: error, field: row.field, requestId: ctx.requestId }, 'a refusal could not be remembered for its idempotency key');
  }
}
