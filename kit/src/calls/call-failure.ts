/** Raised where an answer does not come in time. */
export class CallTimeout extends Error {
  constructor() {
    super('no answer in time');
  }
}

export function isTimeout(error: unknown): boolean {
  return error instanceof CallTimeout || codeOf(error) === 'UND_ERR_CONNECT_TIMEOUT';
}

/** The connection ended under the call, typically a kept one while its server restarts. */
export function isBrokenConnection(error: unknown): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
