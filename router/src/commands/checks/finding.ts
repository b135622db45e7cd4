/** `note`: worth knowing, not wrong. */
export type Outcome = 'ok' | 'note' | 'wrong';

/** What one look at an installation found. Never holds a secret. */
export interface Finding {
  readonly area: string;
  readonly outcome: Outcome;
  readonly detail: string;
}

export const ok = (area: string, detail: string): Finding => ({ area, outcome: 'ok', detail });
export const note = (area: string, detail: string): Finding => ({ area, outcome: 'note', detail });
export const wrong = (area: string, detail: string): Finding => ({ area, outcome: 'wrong', detail });

/** A look that fails has found something wrong. Addresses with passwords are never part of a message. */
export async function looked(area: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return wrong(area, reasonOf(error));
  }
}

/** Why it failed: the driver's code where there is one, because codes hold no values. */
export function reasonOf(error: unknown): string {
  const { code, extensions, message } = error as { readonly code?: unknown; readonly extensions?: { readonly code?: unknown }; readonly message?: unknown };
  return String(code ?? extensions?.code ?? message);
}
