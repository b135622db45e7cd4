import { registerEnumType } from 'type-graphql';

export enum NotificationCategory {
  SECURITY = 'SECURITY',
  ACCOUNT = 'ACCOUNT',
  BILLING = 'BILLING',
  MESSAGES = 'MESSAGES',
  REMINDERS = 'REMINDERS',
  NEWS = 'NEWS',
}

registerEnumType(NotificationCategory, {
  name: 'NotificationCategory', description: 'What a notification is about. People choose per category; SECURITY and ACCOUNT always arrive, at once.',
  valuesConfig: {
    SECURITY: { description: 'Sign-ins, codes, passwords. Cannot be switched off.' }, ACCOUNT: { description: 'What the person asked for about the own account. Cannot be switched off.' },
    BILLING: { description: 'Invoices, payments, plans.' }, MESSAGES: { description: 'What somebody wrote to the person.' },
    REMINDERS: { description: 'Appointments and things to do.' }, NEWS: { description: 'News of the product.' },
  },
});

/** Neither preferences, quiet hours nor limits hold these back: nobody could sign in otherwise. */
export const isCritical = (category: NotificationCategory): boolean => category === NotificationCategory.SECURITY || category === NotificationCategory.ACCOUNT;
