import { defineSettings, duration, integer, optionalText, setting } from '@sangam/kit/settings/define-settings';

/** How long notifications are kept, how many are sent, and by whom text messages. */
export const notificationSettings = defineSettings('notifications', {
  NOTIFICATION_RETENTION: setting({ schema: duration('90d'), description: 'How long it is kept what was sent to whom.' }),
  FEED_RETENTION: setting({ schema: duration('365d'), description: 'How long entries of feeds are kept.' }),
  NOTIFICATIONS_PER_HOUR: setting({ schema: integer(30, 1, 10_000), description: 'Mails, and text messages, an hour to one recipient; codes, security and account mails are not counted.' }),
  SMS_URL: setting({ schema: optionalText(), example: 'https://sms.example/messages', description: 'Where text messages are posted, signed by SMS_SECRET, a public address. Absent: they are logged; in production they fail.' }),
  SMS_SECRET: setting({ schema: optionalText(), secret: true, example: 'whsec_base64-of-32-random-bytes', description: 'Key of the signature of text messages (Standard Webhooks), `whsec_` and base64; needed with SMS_URL.' }),
  SMS_SENDER: setting({ schema: optionalText(), example: 'SANGAM', description: 'Name or number that text messages come from; the provider\'s own when absent.' }),
});
