import { createTransport } from 'nodemailer';
import type { Clock } from '../clock/clock';
import { composed } from './checked-mail';
import type { Mail, Mailer } from './mailer';

export interface SmtpMailerOptions {
  /** `smtp://user:password@host:port` or `smtps://…`; TLS options as query parameters. */
  readonly url: string;
  readonly from: string;
  readonly clock: Clock;
}

/** A host that does not answer must not hold a worker longer than a job's lease. Milliseconds. */
const CONNECT_TIMEOUT = 5_000;
const SILENCE_TIMEOUT = 10_000;

/** Hands mails to the next mail host. */
export class SmtpMailer implements Mailer {
  private readonly transport;

  constructor(private readonly options: SmtpMailerOptions) {
    this.transport = createTransport({
      url: options.url, pool: true, maxConnections: 2, connectionTimeout: CONNECT_TIMEOUT, greetingTimeout: CONNECT_TIMEOUT, socketTimeout: SILENCE_TIMEOUT,
      // A mail's content never names what is read from here.
      disableFileAccess: true, disableUrlAccess: true,
    });
  }

  async send(mail: Mail): Promise<void> {
    const { from, clock } = this.options;
    await this.transport.sendMail(composed(mail, { from, now: clock.now() }));
  }

  async close(): Promise<void> {
    this.transport.close();
  }
}
