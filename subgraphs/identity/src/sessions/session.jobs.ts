import { transaction } from '@sangam/kit/database/run-transaction';
import { defineJob } from '@sangam/kit/jobs/define-job';
import { KnownDevice } from './known-device.entity';

const DAY_MS = 86_400_000;
/** A device that was not seen for so long is new again. */
const REMEMBERED_MS = 365 * DAY_MS;

/** Where a sign-in came from, as its owner is told. */
export interface SignInPlace {
  readonly address: string;
  readonly device: string | null;
  readonly ip: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const place = ({ device, ip, at }: SignInPlace): string => `${device ?? 'An unknown device'}, ${ip}, ${new Date(at).toISOString()}`;

/** Tells a person of a sign-in from a device that was not seen before. */
export const sendNewDeviceMail = defineJob<SignInPlace>({
  name: 'identity.send-new-device-mail',
  description: 'Mail to a person after a sign-in from a device that was not seen before.',
  priority: 'interactive',
  run: (ctx, sign) => ctx.mailer.send({
    to: sign.address, key: ctx.job?.id ?? ctx.requestId, subject: 'Sign-in from a new device',
    text: `Your account was signed in to from a device that we have not seen before:\n\n${place(sign)}\n\nIf it was not you, end that session and change your password.`,
  }),
});

/** Tells a person that a session was ended because an old refresh token was used again. */
export const sendSessionStolenMail = defineJob<SignInPlace>({
  name: 'identity.send-session-stolen-mail',
  description: 'Mail to a person whose login session was ended because an old refresh token was presented.',
  priority: 'interactive',
  run: (ctx, sign) => ctx.mailer.send({
    to: sign.address, key: ctx.job?.id ?? ctx.requestId, subject: 'A login session was ended',
    text: `Somebody presented a token of your login session that had been exchanged before. It may have been copied, so the session was ended; sign in again.\n\n${place(sign)}\n\nIf you see this often, change your password.`,
  }),
});

/** Keeps the table as small as the number of devices that are in use. */
export const forgetOldDevices = defineJob<null>({
  name: 'identity.forget-old-devices',
  description: 'Forgets devices that nobody signed in from for a year.',
  priority: 'bulk',
  everyMs: DAY_MS,
  run: async (ctx) => {
    await transaction(ctx, (tx) => tx.delete(KnownDevice, { lastSeenAt: { atMost: new Date(ctx.clock.now() - REMEMBERED_MS) } }));
  },
});
