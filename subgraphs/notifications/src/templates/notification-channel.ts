import { registerEnumType } from 'type-graphql';

export enum NotificationChannel {
  EMAIL = 'EMAIL',
  SMS = 'SMS',
  IN_APP = 'IN_APP',
  PUSH = 'PUSH',
}

registerEnumType(NotificationChannel, {
  name: 'NotificationChannel', description: 'The way by which a notification reaches a person.',
  valuesConfig: {
    EMAIL: { description: 'A mail with a text and an HTML part.' }, SMS: { description: 'A text message to a phone.' }, IN_APP: { description: 'An entry in the person\'s feed, pushed to open apps.' },
    PUSH: { description: 'The same entry, shown by the person\'s browsers while the app is closed. It has the text of IN_APP.' },
  },
});
