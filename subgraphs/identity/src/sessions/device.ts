import { createHash } from 'node:crypto';
import Bowser from 'bowser';
import { networkOf } from '@sangam/kit/http/network-of';

/** What a client says of itself, and where it calls from; nothing of it proves anything. */
export interface ClientFacts {
  readonly deviceId: string | null;
  readonly userAgent: string | null;
  readonly ip: string;
}

/** The browser or app and the system it runs on, e.g. `Firefox on Linux`; null where the client says nothing that is known. */
export function deviceName(userAgent: string | null): string | null {
  if (userAgent === null || userAgent.trim() === '') return null;
  const { browser, os } = Bowser.parse(userAgent);
  const parts = [browser.name, os.name].filter((part) => part !== undefined && part !== '');
  // Whoever signs in chooses this text, and the owner of the account reads it in a mail.
  return parts.length === 0 ? null : parts.join(' on ').replace(/[^\w .-]/g, '').slice(0, 100);
}

/**
 * By what a device is known again: the id it gives itself with its browser and system; without an id these and its network.
 * So whoever imitates a browser elsewhere is not taken for a known device.
 */
export function deviceHash({ deviceId, userAgent, ip }: ClientFacts): string {
  return createHash('sha256').update(JSON.stringify([deviceId === null ? 'network' : 'id', deviceId ?? networkOf(ip), deviceName(userAgent)])).digest('hex');
}
