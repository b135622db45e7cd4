import { createHmac } from 'node:crypto';
import type { AuditEntryFilter } from './audit-entry.inputs';
import { sameText } from './chain-hash';
import type { AuditExportFormat } from './export.types';

/** What a link to an export stands for. */
export interface ExportClaim {
  readonly format: AuditExportFormat;
  readonly filter: AuditEntryFilter;
  /** Who asked for it. */
  readonly actorId: string | null;
  /** Epoch milliseconds. */
  readonly expires: number;
  /** Cursor of the last entry of the part before; null for the first part. */
  readonly after: string | null;
}

const signature = (key: string, body: string) => createHmac('sha256', key).update(`audit-export\n${body}`).digest('base64url');

export function exportToken(key: string, claim: ExportClaim): string {
  const body = Buffer.from(JSON.stringify(claim)).toString('base64url');
  return `${body}.${signature(key, body)}`;
}

/** The claim of a token of ours that has not ended; else null. */
export function readExportToken(key: string, token: string, now: number): ExportClaim | null {
  const [body = '', signed = ''] = token.split('.');
  if (!sameText(signed, signature(key, body))) return null;
  const claim = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as ExportClaim;
  const { from, to } = claim.filter;
  return claim.expires > now ? { ...claim, filter: { ...claim.filter, ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) } } : null;
}
