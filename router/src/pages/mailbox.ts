import { Router } from 'express';
import type { Mail, Mailer } from '@sangam/kit/mail/mailer';
import { isLocalCaller } from '../front/client-address';

/** The newest are enough for a person who looks for the mail just sent. */
const SHOWN = 100;

/** The mails that were kept because no mail server is set, newest first; for callers on the same machine, in development. */
export function mailboxPage(sent: NonNullable<Mailer['sent']>): Router {
  const router = Router();
  router.get('/mailbox', async (request, response, next) => {
    if (!isLocalCaller(request)) return next();
    const mails = [...(await sent())].reverse().slice(0, SHOWN);
    response.set('cache-control', 'no-store').type('html').send(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mailbox</title></head><body><h1>Mailbox</h1>${mails.map(article).join('') || '<p>No mail yet.</p>'}</body></html>`);
  });
  return router;
}

function article({ to, subject, text }: Mail): string {
  return `<article><h2>${escaped(subject)}</h2><p>To ${escaped(to)}</p><pre>${escaped(text)}</pre></article>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
