import mysql, { escape, type Pool, type PoolOptions } from 'mysql2';
import { normalise, ParameterError } from './parameters';
import { piecesOf } from './statement-text';

const LOCK_WAIT_SECONDS = 1;
const SESSION = [
  'TRANSACTION ISOLATION LEVEL READ COMMITTED',
  `innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}`,
  // A value that does not fit is refused, never cut.
  "sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
  "time_zone = '+00:00'",
];

/** mysql2 for TypeORM, with the kit's own writing of parameters and its session settings on every connection. */
export const mysqlDriver = {
  createPool(options: PoolOptions): Pool {
    const pool = mysql.createPool({ ...options, queryFormat: writeParameters } as PoolOptions);
    // The first statements of a connection run before any other that is sent on it.
    pool.on('connection', (connection) => {
      for (const setting of SESSION) {
        connection.query(`SET SESSION ${setting}`, (error) => {
          if (error) connection.destroy();
        });
      }
    });
    return pool;
  },
};

/** Replaces the marks of a statement; mysql2 itself would also replace those inside quotes and spread objects. */
export function writeParameters(sql: string, parameters: readonly unknown[] | undefined): string {
  if (!parameters || parameters.length === 0) return sql;
  const pieces = piecesOf(sql);
  if (pieces.length - 1 !== parameters.length) throw new ParameterError(`is missing or left over: ${pieces.length - 1} marks, ${parameters.length} parameters in ${sql}`);
  let text = pieces[0] ?? '';
  parameters.forEach((parameter, index) => {
    text += written(parameter) + pieces[index + 1];
  });
  return text;
}

function written(parameter: unknown): string {
  const value = normalise(parameter);
  if (value === null) return 'NULL';
  return typeof value === 'string' || Buffer.isBuffer(value) ? escape(value) : String(value);
}
