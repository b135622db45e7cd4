export { emailRequested } from '@sangam/kit/events/email-requested';
