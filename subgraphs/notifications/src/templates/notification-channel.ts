import { registerEnumType } from 'type-graphql';

export enum NotificationChannel {
  EMAIL = 'EMAIL',
  SMS = 'SMS',
}

registerEnumType(NotificationChannel, {
  name: 'NotificationChannel', description: 'The way by which a notification leaves the product.',
  valuesConfig: { EMAIL: { description: 'A mail with a text and an HTML part.' }, SMS: { description: 'A text message to a phone.' } },
});
