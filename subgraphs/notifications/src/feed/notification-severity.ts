import { registerEnumType } from 'type-graphql';

export enum NotificationSeverity {
  INFO = 'INFO',
  WARNING = 'WARNING',
  CRITICAL = 'CRITICAL',
}

registerEnumType(NotificationSeverity, {
  name: 'NotificationSeverity', description: 'How much an alert matters.',
  valuesConfig: { INFO: { description: 'Good to know.' }, WARNING: { description: 'Needs attention soon.' }, CRITICAL: { description: 'Needs attention now.' } },
});
