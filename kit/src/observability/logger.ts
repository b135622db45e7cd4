import { pino, type Logger as PinoLogger } from 'pino';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'child' | 'level'>;

const SECRET_KEY = /pass(word|code)|secret|token|otp|authorization|cookie|signature|api[-_]?key|backup[-_]?code/i;

/** Copies a log object without the values of keys that name secrets, at any depth (pino's own redaction is one level). */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return { type: value.name, message: value.message, stack: value.stack, cause: withoutSecrets(value.cause, depth + 1) };
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (depth > 6) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, SECRET_KEY.test(key) ? '[secret]' : withoutSecrets(item, depth + 1)]));
}

/** One JSON line per entry on standard error; new lines and control characters in values are escaped. */
export function createLogger(level: string, name: string): Logger {
  return pino({ level, base: { name }, formatters: { log: (entry) => withoutSecrets(entry) as Record<string, unknown> } }, pino.destination({ dest: 2, sync: true }));
}
