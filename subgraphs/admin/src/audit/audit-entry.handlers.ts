import { defineHandler } from '@sangam/kit/events/define-handler';
import { auditRecorded } from '@sangam/schema/events/admin';
import { appendEntry } from './append-entry';

/** Whatever any part of the product puts on record joins its chain. */
export const keepRecord = defineHandler({ event: auditRecorded, name: 'keep-audit-record', run: appendEntry });
