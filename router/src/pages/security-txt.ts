import { Router } from 'express';
import type { Clock } from '@sangam/kit/clock/clock';

const DAY_MS = 86_400_000;
/** RFC 9116 recommends less than a year. */
const VALID_DAYS = 180;

/** RFC 9116: whom to tell about a weakness. `Expires` moves on by itself, at midnight UTC. */
export function securityTxt(contact: string, now: number): string {
  const expires = new Date((Math.floor(now / DAY_MS) + VALID_DAYS) * DAY_MS).toISOString().replace('.000', '');
  return `Contact: ${contact}\nExpires: ${expires}\nPreferred-Languages: en\n`;
}

export function securityTxtPage(contact: string, clock: Clock): Router {
  const router = Router();
  router.get('/.well-known/security.txt', (_request, response) => {
    response.type('text/plain').send(securityTxt(contact, clock.now()));
  });
  return router;
}
