import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_TIMEOUT, SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';
import { LiquidError } from 'liquidjs';

/** Tries before a delivery has failed: with the kit's pauses about three hours. */
export const MAX_ATTEMPTS = 12;

/** Whether another try is pointless: the last one, a recipient or a text that will not do, or a mail host that refuses for good (RFC 5321: 5xx). */
export function isFinal(error: unknown, attempts: number): boolean {
  if (attempts >= MAX_ATTEMPTS || LiquidError.is(error)) return true;
  if (error instanceof AppError) return error.definition.code !== SUBGRAPH_UNAVAILABLE.code && error.definition.code !== SUBGRAPH_TIMEOUT.code;
  const { responseCode } = error as { readonly responseCode?: unknown };
  return typeof responseCode === 'number' && responseCode >= 500;
}
