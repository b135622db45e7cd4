import { request } from 'undici';

const PATIENCE_MS = 2_000;

export interface ProbeAnswer {
  readonly status: number;
  readonly body: string;
}

/** Asks a process of the installation for one of its public pages. Null when nobody answers. */
export async function answerOf(url: string): Promise<ProbeAnswer | null> {
  try {
    const answer = await request(url, { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS, signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: answer.statusCode, body: await answer.body.text() };
  } catch {
    return null;
  }
}
