import { driverCode } from '../database/errors';
import { AppError } from '../errors/app-error';

const LONGEST = 2_000;

const SECRETS: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [secret]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[secret]'],
  [/(:\/\/)[^/\s:@]*:[^/\s@]*@/g, '$1[secret]@'],
  [/((?:pass(?:word|code)?|secret|token|otp|code|authorization|signature|api[-_]?key|key)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&)}\]]+)/gi, '$1[secret]'],
];

/**
 * What an operator reads about a failed attempt: names and messages of the error and its causes, without a stack and
 * without what looks like a secret. A database's message quotes values, so only its code is kept.
 */
export function errorText(error: unknown): string {
  const parts = [oneError(error)];
  for (let current = error; current instanceof Error && current.cause instanceof Error && parts.length < 4; current = current.cause) parts.push(oneError(current.cause));
  return SECRETS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), parts.join(' ← ')).slice(0, LONGEST);
}

function oneError(error: unknown): string {
  if (error instanceof AppError) return error.definition.code;
  if (!(error instanceof Error)) return `Thrown value of type ${typeof error}`;
  const code = driverCode(error);
  return /^(ER|SQLITE)_/.test(code) ? `Database error ${code}` : `${error.name}: ${error.message}`;
}
