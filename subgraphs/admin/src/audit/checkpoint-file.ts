import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { adminSettings } from '../settings';
import { pointSeal, sameText, type ChainPoint } from './chain-hash';

/** One line for each checkpoint, as JSON; the oldest first. */
function fileOf(ctx: SubgraphContext, chainId: string): { readonly folder: string; readonly file: string } {
  const folder = ctx.settings.of(adminSettings).AUDIT_CHECKPOINTS ?? join(ctx.settings.of(kitSettings).DATA_DIR, 'audit-checkpoints');
  return { folder, file: join(folder, `${chainId}.jsonl`) };
}

/** Notes outside the database where a chain ends now: in a file, and in the log of the process. A line that is there twice does no harm. */
export async function writeCheckpoint(ctx: SubgraphContext, point: ChainPoint): Promise<void> {
  const { folder, file } = fileOf(ctx, point.chainId);
  const seal = pointSeal(ctx.settings.of(adminSettings).AUDIT_KEY, 'checkpoint', point);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await appendFile(file, `${JSON.stringify({ ...point, at: ctx.clock.now(), seal })}\n`, { mode: 0o600 });
  ctx.log.info({ ...point }, 'checkpoint of the audit log');
}

/** The genuine checkpoints of a chain, oldest first; lines that were altered or broke off are left out. */
export async function readCheckpoints(ctx: SubgraphContext, chainId: string): Promise<ChainPoint[]> {
  const text = await readFile(fileOf(ctx, chainId).file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const key = ctx.settings.of(adminSettings).AUDIT_KEY;
  return text.split('\n').flatMap((line) => genuine(key, chainId, line));
}

function genuine(key: string, chainId: string, line: string): ChainPoint[] {
  try {
    const { sequence, hash, seal } = JSON.parse(line) as Partial<ChainPoint & { readonly seal: string }>;
    const point = { chainId, sequence: Number(sequence), hash: String(hash) };
    return sameText(String(seal), pointSeal(key, 'checkpoint', point)) ? [point] : [];
  } catch {
    return [];
  }
}
