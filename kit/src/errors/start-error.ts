/** Why a process cannot start, or a definition cannot stand: what whoever starts or writes it has to mend. It is told as its list, without a stack. */
export class StartError extends Error {
  constructor(title: string, readonly problems: readonly string[]) {
    super(`${title}\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'StartError';
  }
}

/** What a process that failed to start says about it: the list of a StartError, the stack of anything else. */
export function startFailure(error: unknown): string {
  if (error instanceof StartError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
