import { AppError } from '@sangam/kit/errors/app-error';
import { defineError } from '@sangam/kit/errors/codes';
import { defineRoute } from '@sangam/kit/http/define-route';
import { adminSettings } from '../settings';
import { EXPORT_PATH, exportPart } from './export.service';
import { readExportToken } from './export-token';
import { AuditExportFormat } from './export.types';

export const EXPORT_LINK_INVALID = defineError('EXPORT_LINK_INVALID', 403, 'The link to the export is not valid or has ended.');

/** Whoever has a link gets the entries; it is the link that counts, not who follows it. */
export const downloadAuditTrail = defineRoute({
  method: 'GET', path: `${EXPORT_PATH}/:token`, covers: ['softfactory-154', 'softfactory-190'], rate: { limit: 60, windowSeconds: 60 },
  description: 'Entries of the audit log as CSV or JSON, 5,000 at a time and the next ones named by `Link`, for whoever has a link of `exportAuditTrail`. Each download is itself put on record.',
  handle: async (ctx, { params: { token = '' } }) => {
    const claim = readExportToken(ctx.settings.of(adminSettings).AUDIT_KEY, token, ctx.clock.now());
    if (!claim) throw new AppError(EXPORT_LINK_INVALID);
    const { body, next } = await exportPart(ctx, claim);
    const [type, ending] = claim.format === AuditExportFormat.CSV ? ['text/csv; charset=utf-8; header=present', 'csv'] : ['application/json; charset=utf-8', 'json'];
    return {
      status: 200, body,
      headers: { 'content-type': type, 'content-disposition': `attachment; filename="audit-log.${ending}"`, 'referrer-policy': 'no-referrer', ...(next !== null && { link: `<${next}>; rel="next"` }) },
    };
  },
});
