export { auditRecorded } from '@sangam/kit/events/audit-recorded';
