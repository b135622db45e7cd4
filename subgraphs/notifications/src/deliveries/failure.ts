import { AppError } from '@sangam/kit/errors/app-error';
import { LiquidError } from 'liquidjs';

/** Tries before a delivery has failed: with the kit's pauses about three hours. */
export const MAX_ATTEMPTS = 12;

/** The other side will not take it, however often it is tried. */
export class RefusedForGood extends Error {
  override readonly name = 'RefusedForGood';
}

/** Whether another try is pointless: the last one, a recipient or a text that will not do, or a host that refuses for good (SMTP: 5xx). */
export function isFinal(error: unknown, attempts: number): boolean {
  if (attempts >= MAX_ATTEMPTS || error instanceof RefusedForGood || LiquidError.is(error)) return true;
  if (error instanceof AppError) return error.definition.status < 500;
  const { responseCode } = error as { readonly responseCode?: unknown };
  return typeof responseCode === 'number' && responseCode >= 500;
}
