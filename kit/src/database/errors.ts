import { AppError } from '../errors/app-error';
import { SERVICE_UNAVAILABLE, STORAGE_FULL } from '../errors/codes';

/** The driver's own code of a database error, e.g. `ER_DUP_ENTRY` or `SQLITE_BUSY`; empty for other errors. */
export function driverCode(error: unknown): string {
  for (let current = error, depth = 0; typeof current === 'object' && current !== null && depth < 5; depth += 1) {
    const { driverError, code, cause } = current as { driverError?: unknown; code?: unknown; cause?: unknown };
    if (driverError === undefined && typeof code === 'string') return code;
    current = driverError ?? cause;
  }
  return '';
}

const UNIQUE = new Set(['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_ROWID']);

/** Whether a write failed because a row with the same unique key exists. The transaction can go on after it. */
export function isUniqueViolation(error: unknown): boolean {
  return UNIQUE.has(driverCode(error));
}

const DEADLOCK = new Set(['ER_LOCK_DEADLOCK', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED']);
const LOCK_WAIT = 'ER_LOCK_WAIT_TIMEOUT';

/** How a failed transaction may be tried again: nothing of it was kept. */
export function retryReason(error: unknown): 'deadlock' | 'lock wait' | null {
  const code = driverCode(error);
  if (DEADLOCK.has(code)) return 'deadlock';
  return code === LOCK_WAIT ? 'lock wait' : null;
}

const FULL = new Set(['SQLITE_FULL', 'ER_DISK_FULL', 'ER_RECORD_FILE_FULL', 'ENOSPC', 'ER_ENGINE_OUT_OF_MEMORY']);
const DOWN = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'ENOENT', 'POOL_CLOSED', 'POOL_EXHAUSTED',
  'PROTOCOL_CONNECTION_LOST', 'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR', 'PROTOCOL_ENQUEUE_AFTER_QUIT', 'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_CON_COUNT_ERROR', 'ER_TOO_MANY_USER_CONNECTIONS', 'ER_SERVER_SHUTDOWN', 'ER_QUERY_INTERRUPTED', 'ER_NEW_ABORTING_CONNECTION', 'ER_ABORTING_CONNECTION', 'ER_CONNECTION_KILLED',
  'ER_OPTION_PREVENTS_STATEMENT', 'ER_READ_ONLY_MODE', 'SQLITE_CANTOPEN', 'SQLITE_NOTADB', 'SQLITE_CORRUPT',
]);

/** The coded answer for a database that is down, busy or full; every other error as it is. Driver texts stay inside. */
export function translated(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = driverCode(error);
  if (FULL.has(code)) return new AppError(STORAGE_FULL);
  if (DOWN.has(code) || DEADLOCK.has(code) || code === LOCK_WAIT || /^SQLITE_(IOERR|READONLY|BUSY)/.test(code)) return new AppError(SERVICE_UNAVAILABLE, { retryAfter: 1 });
  return error;
}
