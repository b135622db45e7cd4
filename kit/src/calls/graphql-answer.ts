import type { GraphQLFormattedError } from 'graphql';
import { AppError } from '../errors/app-error';
import { SUBGRAPH_UNAVAILABLE } from '../errors/codes';
import { isJson, type SignedAnswer } from './signed-client';

export interface GraphQLAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * Reads a subgraph's GraphQL answer.
 * @throws AppError SUBGRAPH_UNAVAILABLE for anything that is not one
 */
export function readGraphQLAnswer(answer: SignedAnswer): GraphQLAnswer {
  const parsed = isJson(answer) ? parseObject(answer.body.toString('utf8')) : undefined;
  if (!parsed || !(isObject(parsed.data) || Array.isArray(parsed.errors))) throw new AppError(SUBGRAPH_UNAVAILABLE);
  return parsed as GraphQLAnswer;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
